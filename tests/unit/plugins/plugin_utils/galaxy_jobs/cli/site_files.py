# SPDX-License-Identifier: GPL-3.0-or-later
"""The documents of a small site: a job_conf, tool destinations and Python rules."""

from __future__ import annotations

CONF = """\
<job_conf>
    <plugins>
        <plugin id="local" type="runner" load="galaxy.jobs.runners.local:LocalJobRunner"/>
        <plugin id="slurm" type="runner" load="galaxy.jobs.runners.slurm:SlurmJobRunner"/>
    </plugins>
    <destinations default="slurm">
        <destination id="local" runner="local" tags="both"/>
        <destination id="slurm" runner="slurm" tags="both"/>
        <destination id="slurm-2c" runner="slurm">
            <param id="nativeSpecification">--nodes=1 --ntasks=2</param>
            <env id="API_TOKEN">hidden</env>
        </destination>
        <destination id="dtd" runner="dynamic"><param id="type">dtd</param></destination>
        <destination id="ruled" runner="dynamic"><param id="function">FUNCTION</param></destination>
    </destinations>
    <tools>
        <tool id="testing" destination="dtd"/>
        <tool id="ruled" destination="ruled"/>
    </tools>
</job_conf>
"""


DTD = """\
tools:
  testing:
    rules:
      - {rule_type: file_size, lower_bound: 16, upper_bound: Infinity, destination: slurm-2c}
    default_destination: slurm
default_destination: local
verbose: True
"""


RULES = """\
import os, sys, time
from galaxy.jobs import JobDestination
from galaxy.jobs.mapper import JobMappingException, JobNotReadyException

def admin_only(app, user_email):
    admin_users = app.config.get("admin_users", "").split(",")
    if user_email not in admin_users:
        raise JobMappingException("Unauthorized.")
    return JobDestination(runner="slurm")

def cores_time(app, tool, job, user_email):
    try:
        resources = job.get_param_values(app)["__job_resource"]
        name = {1: "slurm", 2: "slurm-2c"}[resources["cores"]]
        destination = app.job_config.get_destination(name)
        destination.params["nativeSpecification"] += " --time=%s:00:00" % resources["time"]
    except Exception:
        raise JobMappingException("Please report this error")
    return destination

def admins(app, user, workflow_resource_params, resource_params):
    if app.config.is_admin_user(user) and user.email in app.config.admin_users_list:
        return "slurm-2c"
    return "slurm" if workflow_resource_params == '{"cores": "2"}' else "local"

def by_size(job):
    return "slurm-2c" if os.path.getsize(job.input_datasets[0].file_name) > 10 else "slurm"

def by_role(user):
    return "slurm" if "staff" in [role.name for role in user.all_roles()] else "local"

def talks(resource_params):
    print("a rule that prints")
    return 1 / 0 if resource_params else "slurm-2c"

def raises(tool):
    return tool.id.nothing

def asks(app):
    return app.model.context

def asks_config(app):
    return app.config.no_such_option

def hangs():
    time.sleep(100)

def exits():
    sys.exit("no")

def ends():
    os._exit(3)

def later():
    raise JobNotReadyException()

def needs(something):
    return "slurm"

def draws(rule_helper, app):
    if rule_helper.choose_one(["no", "yes"]) == "no":
        raise JobMappingException("Bad luck.")
    return app.job_config.get_destination("both")
"""
