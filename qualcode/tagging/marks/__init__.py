"""The marks of a match, one module each: is it denied, whose words is it, is it a fact."""
