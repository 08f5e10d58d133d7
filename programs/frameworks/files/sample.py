"""A small framework as a file to start from. Pure: no Django."""

SAMPLE = """\
framework,framework_identifier,identifier,parent,code,statement,short_statement,notes,kind,sequence
Ward basics,ward-basics,hygiene,,1,Hygiene,,,Group,1
Ward basics,ward-basics,hand-washing,hygiene,1.1,"Cleans hands at each of the five moments, every time",Hand hygiene,"Watch a whole round, not one patient.",Skill,1
Ward basics,ward-basics,waste,hygiene,1.2,Sorts sharp and clinical waste where it arises,Waste,,Skill,2
Ward basics,ward-basics,moving,,2,Moving and handling,,,Group,2
Ward basics,ward-basics,bed-to-chair,moving,2.1,"Helps a person from bed to chair, saying each step aloud",Bed to chair,,Skill,1
Ward basics,ward-basics,hoist,moving,2.2,Uses the hoist with a second person,Hoist,Check the sling's label first.,Skill,2
"""  # noqa: E501
