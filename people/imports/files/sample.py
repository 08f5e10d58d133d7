"""The sample that people download, fill in and send back."""

SAMPLE = """\
email,name,credentials_shown,job_title,unit,manager_email,time_zone,language,roles,\
preceptor_level,preceptor_capacity,mentor_capacity,learner_level,profession_started_on
helen.ward@example.org,Helen Ward,RN MSc,Ward manager,Northfield > Medicine > Ward 7B,,\
Europe/London,en,mentor,,,3,,
priya.nair@example.org,Priya Nair,RN,Charge nurse,Northfield > Medicine > Ward 7B,\
helen.ward@example.org,Europe/London,en,preceptor; mentor,6,2,1,,
amara.okafor@example.org,Amara Okafor,,Newly registered nurse,Northfield > Medicine > Ward 7B,\
helen.ward@example.org,Europe/London,en,learner,,,,5,2026-09-01
"""
