# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=sh
# Runs in a bare container of Debian, in the directory of the sources: compiles the stand-in and
# writes its package to standard output. With a number N as argument the library needs libslurm.so.N,
# which no distribution has.
set -e
{
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update
    apt-get -qq install --no-install-recommends gcc libc6-dev libslurm-dev
    depends=$(dpkg-query --search '*/libslurm.so.*' | cut -d: -f1 | sort -u)
    if [ -n "$1" ]; then
        depends=libc6
        mkdir other
        gcc -shared -Wl,-soname,"libslurm.so.$1" -o other/libslurm.so -x c /dev/null
    fi
    target=package/usr/lib/slurm-drmaa/lib
    mkdir -p "$target" package/DEBIAN
    gcc -std=gnu11 -O0 -g -Wall -Wextra -Werror -fPIC -fvisibility=hidden -D_GNU_SOURCE -shared \
        -Wl,-soname,libdrmaa.so.1 -Wl,--no-as-needed -o "$target/libdrmaa.so.1" src/*.c \
        ${1:+-Lother} -lslurm -lpthread
    cat > package/DEBIAN/control <<CONTROL
Package: slurm-drmaa-stand-in
Version: 1.0
Architecture: $(dpkg --print-architecture)
Maintainer: The galaxyhpc.cluster contributors <noreply@example.org>
Depends: $depends
Description: Stand-in for slurm-drmaa, for tests only
CONTROL
    dpkg-deb --root-owner-group --build package package.deb
} >&2
cat package.deb
