#!/usr/bin/python
# Copyright: The galaxyhpc.cluster contributors
# GNU General Public License v3.0+ (see LICENSES/GPL-3.0-or-later.txt or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

DOCUMENTATION = r"""
module: pulsar_conf
short_description: Compose and write Pulsar's configuration
version_added: 0.1.0
description:
  - Composes C(app.yml) from the variables of the role P(galaxyhpc.cluster.pulsar#role), whose names
    without C(pulsar_) are the options.
  - Validates all options of Pulsar 0.16.0, which itself ignores unknown ones.
  - Writes secrets to C(pulsar.env) next to C(app.yml), which only root can read. Results and diffs
    have no secrets.
  - Runs on the controller. The host only needs Python.
author:
  - The galaxyhpc.cluster contributors (@galaxyhpc)
options:
  write:
    description: Write the files. Otherwise the options are only validated.
    type: bool
    default: false
  slurm_is_installed:
    description: Whether the host has Slurm's commands. Selects the default of O(managers).
    type: bool
    default: false
  group:
    description: Group that may read C(app.yml).
    type: str
    default: pulsar
  root:
    description: Base directory of Pulsar.
    type: str
    required: true
  venv_dir:
    description: Virtual environment.
    type: str
    required: true
  config_dir:
    description: Directory of C(app.yml) and C(pulsar.env).
    type: str
    required: true
  staging_dir:
    description: Directory of the jobs.
    type: str
    required: true
  persistence_dir:
    description: Directory of Pulsar's state.
    type: str
    required: true
  dependencies_dir:
    description: Directory of installed tool dependencies.
    type: str
    required: true
  log_dir:
    description: Directory of the logs.
    type: str
    required: true
  modes:
    description: How Galaxy connects to Pulsar.
    type: list
    elements: str
    choices: [rest, amqp]
    default: [rest]
  host:
    description: Address to listen on.
    type: str
    default: 127.0.0.1
  port:
    description: Port to listen on.
    type: int
    default: 8913
  tls_certificate:
    description: Certificate for TLS. Without one, only a loopback O(host) is accepted.
    type: str
    default: ""
  private_token:
    description:
      - Token that Galaxy presents.
      - A number is rejected, because Pulsar would then reject every request. Quote the token.
    type: raw
    default: ""
  message_queue_url:
    description: URL of the message queue, including the password.
    type: str
    default: ""
  rabbitmq:
    description: Use a RabbitMQ on the same host if O(message_queue_url) is empty.
    type: bool
    default: false
  rabbitmq_user:
    description: User of that RabbitMQ.
    type: str
    default: pulsar
  rabbitmq_password:
    description: Password of that user.
    type: str
    default: ""
  rabbitmq_vhost:
    description: Virtual host of that RabbitMQ.
    type: str
    default: pulsar
  managers:
    description: Managers by name.
    type: dict
    default: {}
  yaml_config:
    description: Options of C(app.yml) that override all others.
    type: dict
    default: {}
  conda_auto_init:
    description: Whether Pulsar installs Conda if it is missing.
    type: bool
    default: false
  conda_auto_install:
    description: Whether jobs install missing dependencies of their tools.
    type: bool
    default: false
  conda_prefix:
    description: Directory of Conda.
    type: str
    default: ""
  conda_channels:
    description: Channels of Conda.
    type: list
    elements: str
    default: []
  dependency_resolvers:
    description: Dependency resolvers. Defaults to Conda.
    type: list
    elements: dict
    default: []
  job_metrics_plugins:
    description: Plugins for job metrics.
    type: list
    elements: dict
    default: []
  drmaa_library_path:
    description: DRMAA library on the host.
    type: str
    default: ""
  job_users:
    description: Users that C(queued_external_drmaa) may submit jobs as, in the notation of sudoers.
    type: str
    default: ""
  package_version:
    description: Version of C(pulsar-app).
    type: str
    default: 0.16.0
  optional_dependencies:
    description: Additional packages for the virtual environment.
    type: list
    elements: str
    default: []
  constraints:
    description: File with pip constraints on the controller.
    type: str
    default: ""
attributes:
  check_mode:
    support: full
    description: Reports what would be written.
  diff_mode:
    support: full
    description: Shows the diff of C(app.yml), but not of the secrets.
"""

EXAMPLES = r"""
- name: Configure Pulsar for jobs that run in Slurm
  galaxyhpc.cluster.pulsar_conf:
    write: true
    root: /srv/pulsar
    venv_dir: /srv/pulsar/venv
    config_dir: /srv/pulsar/config
    staging_dir: /srv/pulsar/jobs/staging
    persistence_dir: /srv/pulsar/persisted_data
    dependencies_dir: /srv/pulsar/deps
    log_dir: /var/log/pulsar
    private_token: "{{ pulsar_private_token }}"
    managers:
      _default_: {type: queued_cli, job_plugin: Slurm}
"""

RETURN = r"""
managers:
  description: Type of each manager by its name.
  type: dict
  returned: success
calls_slurm:
  description: Whether a manager calls Slurm's commands.
  type: bool
  returned: success
calls_condor:
  description: Whether a manager submits jobs to HTCondor.
  type: bool
  returned: success
needs_sudo:
  description: Whether a manager submits jobs as their users.
  type: bool
  returned: success
staging_directories:
  description: Directories of jobs, including those of single managers.
  type: list
  elements: str
  returned: success
data_directories:
  description: Other directories that Pulsar writes to.
  type: list
  elements: str
  returned: success
writable_paths:
  description: Paths that the systemd unit may write to (C(ReadWritePaths)).
  type: list
  elements: str
  returned: success
uses_home:
  description: Whether a path is below C(/home) or C(/root).
  type: bool
  returned: success
libexec:
  description: Directory of the role's own programs.
  type: str
  returned: success
home:
  description: Home directory of Pulsar's user.
  type: str
  returned: success
requirements:
  description: Packages for the virtual environment, in pip's notation.
  type: list
  elements: str
  returned: success
install_marker:
  description: File whose name identifies the installed packages and versions.
  type: str
  returned: success
search_path:
  description: C(PATH) of the service.
  type: str
  returned: success
listen_address:
  description: Address and port to listen on.
  type: str
  returned: success
local_url:
  description: URL of Pulsar on its host.
  type: str
  returned: success
app:
  description:
    - Content of C(app.yml). Values that may be secrets according to their names are replaced by
      C(***).
  type: dict
  returned: success
cautions:
  description: Warnings about options that do not work as expected.
  type: list
  elements: str
  returned: success
"""
