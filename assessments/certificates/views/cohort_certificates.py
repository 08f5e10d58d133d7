from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from assessments.certificates.document import certificate_pdf, file_name
from assessments.certificates.models import Certificate
from common.downloads import zip_of_papers
from common.paging import keyset_page
from programs.cohorts.views.cohort import coordinated_cohort

# In one file: seven seconds of work with 80 skills each (bench/certificate.py).
MOST = 60
BY_NAME = ("preceptorship__learner__person__sort_name", "id")


@require_safe
def cohort_certificates(request, pk):
    """The certificates of a cohort: which stand, and all of them in one file."""
    cohort = coordinated_cohort(request, pk)
    certificates = _of(cohort)
    count = certificates.count()
    page = keyset_page(certificates, order=BY_NAME, cursor=request.GET.get("cursor"))
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "page": page,
        "count": count,
        # The first and the last in each file.
        "files": [(start + 1, min(start + MOST, count)) for start in range(0, count, MOST)],
        "doubtful": set(certificates.in_doubt().values_list("pk", flat=True)),
    }
    return render(request, "assessments/certificates/cohort_certificates.html", context)


@never_cache
@require_safe
def cohort_certificates_download(request, pk):
    """Up to sixty of them as PDF, from the one that ``from`` says on, by name."""
    cohort = coordinated_cohort(request, pk)
    if request.method == "HEAD":
        # Sixty papers are not made to be thrown away.
        return HttpResponse(content_type="application/zip")
    start = _start_of(request)
    chosen = _of(cohort)[start : start + MOST]
    members = ((file_name(each, "pdf"), certificate_pdf(each)) for each in chosen)
    return zip_of_papers(f"{slugify(cohort.name) or 'certificates'}.zip", members)


def _start_of(request):
    try:
        first = int(request.GET.get("from", "1"))
    except ValueError:
        return 0
    return min(max(first - 1, 0), 1_000_000)


def _of(cohort):
    standing = Certificate.objects.standing().filter(preceptorship__cohort=cohort, erased_at=None)
    return standing.with_people().order_by(*BY_NAME)
