# SPDX-License-Identifier: GPL-3.0-or-later
"""Job resource parameters (job_resource_params_conf.xml): model, reader and writer."""
