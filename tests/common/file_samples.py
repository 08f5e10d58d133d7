"""Real files, made here: a photo with its place, a PDF that would act."""

import io

import pikepdf
from PIL import Image

GPS = 0x8825
MAKER = 0x010F


def photo(size=(60, 40), form="JPEG", *, mode="RGB", orientation=None):
    """A photo that says where it was taken and with what."""
    picture = Image.new(mode, size, "teal")
    facts = Image.Exif()
    facts[MAKER] = "Secret Phone"
    facts.get_ifd(GPS)[1] = "N"
    facts.get_ifd(GPS)[2] = (51.0, 30.0, 0.0)
    if orientation:
        facts[0x0112] = orientation
    target = io.BytesIO()
    picture.save(target, form, exif=facts, comment=b"Secret comment")
    return target.getvalue()


def pdf(*, pages=1, password="", identity="one"):
    """A PDF with a script, a form, an attached file and an author."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page(page_size=(200, 200))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('hello')")
    document.Root.OpenAction = script
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("secret form"))
    if pages:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=script
        )
        document.pages[0].obj.Annots = pikepdf.Array([note])
    document.attachments["payload.exe"] = b"MZ secret payload"
    document.docinfo["/Author"] = "Secret Author"
    document.trailer.ID = pikepdf.Array([pikepdf.String(identity)] * 2)
    target = io.BytesIO()
    encryption = pikepdf.Encryption(owner=password, user=password) if password else None
    document.save(target, encryption=encryption or False)
    return target.getvalue()
