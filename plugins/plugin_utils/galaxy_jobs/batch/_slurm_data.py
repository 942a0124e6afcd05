# SPDX-License-Identifier: GPL-3.0-or-later
# PRIVATE to the collection: may change at any time.
"""The options of slurm-drmaa and sbatch, as data.

Each line has a long name, its short name or -, and how the value is read. switch: without a value;
option: with an optional value.
"""

from __future__ import annotations

# slurm-drmaa 1.1.6, slurm_drmaa/util.c: slurmdrmaa_parse_native for the short names, and
# slurmdrmaa_parse_additional_attr for the long ones. -J has the long name job_name, and
# time_limit is the same as time.
DRMAA = """
account          A  text
acctg-freq       -  text
clusters         M  text
comment          -  text
constraint       C  text
contiguous       -  switch
cpus-per-task    c  number
dependency       d  text
error            e  text
exclude          x  text
exclusive        -  switch
gres             -  text
job_name         J  text
licenses         L  text
mail-type        -  text
mem              -  memory
mem-per-cpu      -  memory
mincpus          -  number
no-kill          k  switch
no-requeue       -  switch
nodelist         w  text
nodes            N  nodes
ntasks           n  number
ntasks-per-node  -  number
output           o  text
partition        p  text
qos              -  text
requeue          -  switch
reservation      -  text
share            s  switch
time             t  time
time_limit       -  time
tmp              -  number
"""

# Slurm 25.11, src/common/slurm_opt.c: the options with a set_func or set_func_sbatch.
SBATCH = """
account                A  text
acctg-freq             -  text
array                  a  text
batch                  -  text
bb                     -  text
bbf                    -  text
begin                  b  text
chdir                  D  text
cluster                -  text
cluster-constraint     -  text
clusters               M  text
comment                -  text
consolidate-segments   -  switch
constraint             C  text
container              -  text
container-id           -  text
context                -  text
contiguous             -  switch
core-spec              S  text
cores-per-socket       -  text
cpu-freq               -  text
cpus-per-gpu           -  number
cpus-per-task          c  number
deadline               -  text
delay-boot             -  text
dependency             d  text
distribution           m  text
error                  e  text
exclude                x  text
exclusive              -  option
export                 -  text
export-file            -  text
external               -  switch
extra                  -  text
extra-node-info        B  text
get-user-env           -  option
gid                    -  text
gpu-bind               -  text
gpu-freq               -  text
gpus                   G  text
gpus-per-node          -  text
gpus-per-socket        -  text
gpus-per-task          -  text
gres                   -  text
gres-flags             -  text
help                   h  switch
hint                   -  text
hold                   H  switch
ignore-pbs             -  switch
input                  i  text
job-name               J  text
kill-on-invalid-dep    -  text
licenses               L  text
mail-type              -  text
mail-user              -  text
mcs-label              -  text
mem                    -  memory
mem-bind               -  text
mem-per-cpu            -  memory
mem-per-gpu            -  memory
mincpus                -  number
network                -  text
nice                   -  option
no-kill                k  option
no-requeue             -  switch
nodefile               F  text
nodelist               w  text
nodes                  N  nodes
ntasks                 n  number
ntasks-per-core        -  number
ntasks-per-gpu         -  number
ntasks-per-node        -  number
ntasks-per-socket      -  number
ntasks-per-tres        -  text
oom-kill-step          -  option
open-mode              -  text
output                 o  text
overcommit             O  switch
oversubscribe          s  switch
parsable               -  switch
partition              p  text
prefer                 -  text
priority               -  text
profile                -  text
propagate              -  option
qos                    q  text
quiet                  Q  switch
reboot                 -  switch
requeue                -  option
reservation            -  text
resources              -  text
resv-ports             -  option
segment                -  text
signal                 -  text
sockets-per-node       -  text
spread-job             -  switch
spread-segments        -  switch
stepmgr                -  switch
switches               -  text
tasks-per-node         -  number
test-only              -  switch
thread-spec            -  text
threads-per-core       -  text
time                   t  time
time-min               -  time
tmp                    -  memory
tres-bind              -  text
tres-per-task          -  text
uid                    -  text
usage                  -  switch
use-min-nodes          -  switch
verbose                v  switch
version                V  switch
wait                   W  switch
wait-all-nodes         -  text
wckey                  -  text
wrap                   -  text
"""

# Options of sbatch in the notation of slurm-drmaa.
DRMAA_EQUIVALENTS = {
    "gpus": "--gres=gpu:{value}",
    "gpus-per-node": "--gres=gpu:{value}",
    "job-name": "-J {value}",
    "oversubscribe": "--share",
    "qos": "--qos={value}",
    "tasks-per-node": "--ntasks-per-node={value}",
}
