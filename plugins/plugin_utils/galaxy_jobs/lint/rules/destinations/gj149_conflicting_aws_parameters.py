# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""GJ149: Conflicting parameters of AWS Batch."""

from __future__ import annotations

import typing as t
from collections.abc import Iterator

from ....job_conf.model import Destination, JobConf
from ....job_conf.values import as_int
from ....text import Span
from ...finding import Finding
from ...rule import JobConfRule
from ...usage import destinations_with_class, is_open_ended


class ConflictingAwsParameters(JobConfRule):
    """Conflicting parameters of AWS Batch.

    ## What it does
    Checks that `auto_platform` comes with `fargate_version` and two queues, the first for
    Fargate and the second for EC2, and that `gpu` comes with neither of them. Rules can change
    parameters, so a job_conf with rules is skipped.

    ## Why is this bad
    Every job of the destination fails.

    ## Example
    ```yaml job_conf.yml
    runners:
      aws: {load: galaxy.jobs.runners.aws:AWSBatchJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: aws
          docker_enabled: true
          job_queue: fargate
          job_role_arn: arn:aws:iam::1:role/galaxy
          efs_filesystem_id: fs-1
          efs_mount_point: /mnt/efs
          auto_platform: true
          fargate_version: LATEST
    ```

    ## Use instead
    ```yaml job_conf.yml
    runners:
      aws: {load: galaxy.jobs.runners.aws:AWSBatchJobRunner}
    execution:
      default: main
      environments:
        main:
          runner: aws
          docker_enabled: true
          job_queue: fargate, ec2
          job_role_arn: arn:aws:iam::1:role/galaxy
          efs_filesystem_id: fs-1
          efs_mount_point: /mnt/efs
          auto_platform: true
          fargate_version: LATEST
    ```

    ## References
    - galaxy/jobs/runners/aws.py, AWSBatchJobRunner.parse_destination_params
    """

    code = "GJ149"
    name = "conflicting-aws-parameters"
    effect = "job"

    def check_job_conf(self, conf: JobConf) -> Iterator[Finding]:
        """Yield the parameters that conflict, or lack another one."""
        if is_open_ended(conf):
            return
        for destination, runner_class in destinations_with_class(conf):
            if runner_class.load != "galaxy.jobs.runners.aws:AWSBatchJobRunner":
                continue
            if all(param.fixed for param in destination.params.values()):
                for place, message in _conflicts(destination):
                    yield self.finding(place, message)


def _conflicts(destination: Destination) -> Iterator[tuple[Span, str]]:
    params = destination.params
    values: dict[t.Any, t.Any] = {name: param.value.plain() for name, param in params.items()}
    auto = str(values.get("auto_platform", "")).lower() == "true"
    version = values.get("fargate_version")
    if auto and not version:
        yield (
            params["auto_platform"].name.place,
            "'auto_platform' requires 'fargate_version', such as LATEST. Add it.",
        )
    if (auto or version) and _number(values.get("gpu")):
        other = "auto_platform" if auto else "fargate_version"
        yield (
            params["gpu"].name.place,
            f"'gpu' conflicts with '{other}': Fargate has no GPUs. Remove one of them.",
        )
    queues = values.get("job_queue")
    if auto and queues and len(str(queues).split(",")) < 2:
        yield (
            params["job_queue"].value.place,
            f"Invalid value '{queues}' of 'job_queue': 'auto_platform' requires two queues, "
            "'FARGATE_QUEUE, EC2_QUEUE'.",
        )


def _number(data: object) -> int:
    try:
        return as_int(data)
    except ValueError:
        return 0
