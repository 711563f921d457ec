"""English words with capitals: common first names, titles, and words that name nobody."""

from __future__ import annotations

from functools import cache

from qualcode.language.words import fold

# Common first names; those that are ordinary words too stand apart.
GIVEN = frozenset(
    """aaron abigail adam adele adrian agnes ahmed aidan aisha alan albert alex alexander alexandra
    alfred alice alison amanda amelia amir amy ana andrea andrew angela angus anita ann anna
    anne annie anthony antonio arthur asha ashley audrey barbara barry beatrice becky ben
    benjamin bernard beth betty beverley brenda brian bridget bruce callum cameron carl carla
    carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte chloe chris
    christian christina christine christopher claire clara clare clive colin connor craig
    cynthia daisy daniel daniela darren dave david dean debbie deborah declan denise dennis
    derek diana diane dmitry dominic donald donna doris dorothy douglas duncan edith edward
    eileen elaine eleanor elena eliza elizabeth ella ellen elsie emily emma eric erica erin
    ethan eva evelyn fatima fiona florence frances francis francisco fred frederick gareth gary
    gavin gemma geoff geoffrey george georgia gerald geraldine gillian gina giovanni gladys
    glenn gloria gordon graham greg gregory gwen hannah harold harriet harry hassan hazel
    heather hector helen helena henry hilary howard hugh hugo ian ibrahim ingrid irene irina
    isaac isabel isabella isla ivan jacob jacqueline jake james jamie jan jane janet janice
    jasmine jason javier jean jeff jeffrey jennifer jenny jeremy jessica jill jim jimmy joan
    joanna joanne joe joel johanna john johnny jonas jonathan jordan jorge jose joseph josephine
    joshua joyce juan judith judy julia julian julie justin karen kate katherine kathleen
    kathryn kathy katie keith kelly ken kenneth kevin khalid kieran kim kirsty kyle lara larry
    laura lauren laurence leah lee leila len leo leon leonard lesley leslie lewis liam linda
    lindsay lisa liz lloyd logan lorna lorraine louis louise lucas lucy luis luke lydia lynn
    madeleine maggie malcolm mandy marcus margaret maria marian marie marion marjorie marta
    martha martin mary mateo matt matthew maureen max megan mehmet melanie melissa michael
    michelle miguel mike mildred mohamed mohammed moira molly monica morgan muhammad muriel
    nadia nancy naomi natalia natalie natasha nathan neil nelson nicholas nick nicola nicole
    nigel nina nora norma norman oleg olga oliver olivia omar oscar otto owen pablo pamela
    patricia patrick paul paula pauline pedro peggy penny pete peter philip phillip phoebe
    phyllis polly priya rachel rafael rahul ralph raymond rebecca reginald rhys ricardo richard
    rita robert roberta roberto robin rodney roger roland ron ronald rosemary rosie ross roy
    ruby rupert russell ruth ryan sally sam samantha samir samuel sandra sara sarah saul scott
    sean sebastian sergei shane sharon sheila shirley sidney simon simone siobhan sofia sonia
    sophia sophie stanley stella stephanie stephen steve steven stewart stuart suresh susan
    suzanne sven svetlana sylvia tamara tanya tara ted terence teresa terry theo theodore
    theresa thomas tim timothy tina toby todd tom tommy tony tracey tracy trevor valerie vanessa
    vera veronica vic vicky victor victoria vincent viola virginia vivian vladimir walter wanda
    wayne wendy wilfred william winifred yasmin yolanda yuri yusuf yvonne zara zoe
    """.split()
)
ORDINARY_GIVEN = frozenset(
    """alma angel art basil bea bill bob carol chance christian crystal dale
    dawn dean dick don drew earl eve faith fern frank gene glen grace grant guy harmony hazel heath
    henry holly hope iris ivy jack jean jewel joy ken lance lily lou mark mason max mercy
    miles nick olive pat patience pearl penny ray reed rich rob robin rod rose ruby rusty sage sandy
    skip sky sue terry victor violet wade ward will""".split()
) - frozenset("carol christian dean hazel henry jean ken max nick penny robin ruby terry".split())
TITLES = frozenset(
    """mr mrs ms miss mx dr prof professor sir lady lord rev reverend father sister brother nurse
    aunt auntie uncle officer inspector councillor cllr judge captain mayor senator governor
    """.split()
)
# Sentences and speech are full of these; they name nobody.
NOBODY = frozenset(
    """i i'm i'd i've i'll ok okay tv uk us usa eu un gp nhs phd ceo it hr pr faq covid god christ
    christmas easter ramadan diwali internet english welsh irish scottish british american european
    russian ukrainian french german italian spanish chinese indian polish japanese african asian
    muslim christian jewish catholic monday tuesday wednesday thursday friday saturday sunday
    mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april
    may june july august september october november december monday's friday's zoom google facebook
    whatsapp excel word skype teams youtube instagram twitter microsoft windows amazon netflix
    brexit soviet parliament government ministry department council house commons lords north south
    east west northern southern eastern western mum mom dad mummy daddy grandma grandad granny
    grandpa nan auntie""".split()
)
ROLES = frozenset(
    """narrator host moderator facilitator manager director nurse teacher mother father doctor staff
    woman man male female speaker participant interviewer interviewee respondent researcher
    informant operator assistant colleague secretary interpreter translator observer voice audience
    everyone all both others unknown wife husband son daughter carer social worker student client
    q a r p coder note comment question answer""".split()
)
SURNAME_ENDINGS = (
    *("ova", "eva", "ovna", "evna", "ovich", "evich", "enko", "chuk", "skaya", "sky", "skiy"),
    *("skii", "wski", "wska", "shvili", "dze", "yan", "ov", "ev"),
)


@cache
def countries() -> frozenset[str]:
    """Return the folded words of countries, continents and languages."""
    from babel import Locale

    english = Locale.parse("en")
    names = [*english.territories.values(), *english.languages.values()]
    kept = {fold(name) for name in names if " " not in name}
    return frozenset(kept | {"britain", "england", "scotland", "wales", "america", "soviet"})


def is_slavic_surname(word: str) -> bool:
    """Tell whether a word ends as surnames do that come from Russian and its neighbours."""
    return len(word) > 4 and word.endswith(SURNAME_ENDINGS)
