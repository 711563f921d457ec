from copy import copy

from qualcode.errors import CodebookError, Problem


def test_an_error_says_the_same_in_another_process() -> None:
    problems = (Problem("a.yaml", "wrong", 3, cure="mend"), Problem("b.yaml", "missing"))
    error = CodebookError(problems)
    sent = copy(error)  # by way of `__reduce__`, as when it is sent
    assert isinstance(sent, CodebookError)
    assert sent.problems == problems
    assert str(sent) == str(error) == "a.yaml:3: wrong; mend\nb.yaml: missing"
