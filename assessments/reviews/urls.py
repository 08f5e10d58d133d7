"""Reviews that leave a record."""

from django.urls import path

from assessments.reviews.views import review, review_link

REVIEW = "reviews/<uuid:pk>/"
LINK = "review-links/<uuid:pk>/"

urlpatterns = [
    path("reviews/", review.review_list, name="review-list"),
    path(REVIEW, review.review_detail, name="review-detail"),
    path(f"{REVIEW}pdf/", review.review_file, name="review-file"),
    path(f"{REVIEW}correct/", review.review_correct, name="review-correct"),
    path(
        f"{REVIEW}correct/discard/",
        review.review_correction_discard,
        name="review-correction-discard",
    ),
    path(f"{REVIEW}remind/", review.review_remind, name="review-remind"),
    path(f"{REVIEW}third/", review_link.review_link_create, name="review-link-create"),
    path(LINK, review_link.review_link_detail, name="review-link-detail"),
    path(f"{LINK}withdraw/", review_link.review_link_withdraw, name="review-link-withdraw"),
    # Opened by links, without logging in.
    path("signing/<str:token>/", review_link.review_sign, name="review-sign"),
    path(
        "signing/confirm/<str:token>/", review_link.review_link_confirm, name="review-link-confirm"
    ),
    path(
        "signing/confirm/<str:token>/disown/",
        review_link.review_link_disown,
        name="review-link-disown",
    ),
]
