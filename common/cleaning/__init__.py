"""Pictures and PDFs written anew without what nobody asked for. Runs in a child. Pure: no Django.

A picture is drawn anew from its pixels, which leaves behind where and with what it was taken,
and anything hidden in or behind it. A PDF loses its scripts, actions, attached files, films and
sounds, the facts about its author, and those inside its pictures.
"""
