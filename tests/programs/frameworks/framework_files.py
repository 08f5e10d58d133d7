"""Small files for tests of importing."""

HEADER = "framework,framework_identifier,identifier,parent,code,statement\n"
GROUP = "Ward,ward,hygiene,,1,Hygiene\n"
WASH = "Ward,ward,wash,hygiene,1.1,Washes hands\n"
WASTE = "Ward,ward,waste,hygiene,1.2,Sorts waste\n"

FIRST = (HEADER + GROUP + WASH + WASTE).encode()
# One new, one changed, one removed.
SECOND = (
    HEADER + GROUP + "Ward,ward,wash,hygiene,1.1,Cleans hands\nWard,ward,lift,hygiene,1.3,Lifts\n"
).encode()
SEVERAL = b"statement,framework\nA,One\nB,Two\nC,Two\n"
