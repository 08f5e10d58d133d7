from programs import framework_urls, mentoring_urls

app_name = "programs"

urlpatterns = []

urlpatterns += framework_urls.urlpatterns
urlpatterns += mentoring_urls.urlpatterns
