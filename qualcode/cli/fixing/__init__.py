"""`qualcode decisions fix`: a person says where decisions belong whose place was lost.

`said`: what is written in a command or an answer. `lost`: the decisions, and the lines that bring
them to place. `asking`: the talk with the person. `told`: how places are shown.
"""
