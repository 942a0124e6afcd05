#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Makes /srv/repository of a package, signed with the key site.asc and not with other.asc.
set -e
mkdir -p /srv/repository
cp "$1" /srv/repository/
cd /srv/repository
apt-ftparchive packages . > Packages
apt-ftparchive release . > Release
for name in other site; do
    GNUPGHOME=$(mktemp --directory)
    export GNUPGHOME
    gpg --quiet --batch --passphrase '' --quick-generate-key "$name"
    gpg --armor --export > "/srv/$name.asc"
done
gpg --clearsign --output InRelease Release
