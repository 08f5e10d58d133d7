from programs import framework_urls, mentoring_urls, preceptorship_urls, program_urls

app_name = "programs"

urlpatterns = []

urlpatterns += framework_urls.urlpatterns
urlpatterns += mentoring_urls.urlpatterns
urlpatterns += preceptorship_urls.urlpatterns
urlpatterns += program_urls.urlpatterns
