#!/usr/bin/env bash
# Runs this repository's build host. It is published when its sources changed (by content, not by time), and then executed directly.
set -euo pipefail

fail() { # exit code, what failed, next step
  printf 'error: %s\nnext: %s\n' "$2" "$3" >&2
  exit "$1"
}

root=${BASH_SOURCE[0]%/*}
[[ $root != "${BASH_SOURCE[0]}" ]] || root=.
[[ $root == /* ]] || root=$PWD/$root
hosts=$root/artifacts/build-host

# The SDK keeps files in HOME; without one, it keeps them here.
[[ -n ${HOME:-} ]] || export DOTNET_CLI_HOME=$root/artifacts/dotnet-home

# The host's executable looks for .NET in a few fixed places, and not on PATH.
if [[ -z ${DOTNET_ROOT:-} ]] && hash dotnet 2>/dev/null; then
  dotnet=${BASH_CMDS[dotnet]}
  [[ ! -L $dotnet ]] || dotnet=$(readlink -f -- "$dotnet")
  DOTNET_ROOT=${dotnet%/*}
  if [[ ! -d $DOTNET_ROOT/host/fxr ]]; then
    # A version manager's shim: only the real dotnet behind it knows where it is ("Microsoft.NETCore.App 10.0.1 [<root>/shared/…]").
    DOTNET_ROOT=$(dotnet --list-runtimes 2>/dev/null | sed -n 's|^Microsoft\.NETCore\.App .*\[\(.*\)/shared/Microsoft\.NETCore\.App\]$|\1|p' | tail -n 1)
  fi
  export DOTNET_ROOT
fi

sha256=(sha256sum)
hash sha256sum 2>/dev/null || sha256=(shasum -a 256)

# One hash over the names and contents of all that goes into the host.
sources_hash() {
  (
    cd -- "$root"
    export LC_ALL=C
    find build src eng global.json Directory.Build.props Directory.Packages.props .editorconfig \
      \( -name bin -o -name obj \) -prune -o -type f -exec "${sha256[@]}" {} + | sort | "${sha256[@]}"
  )
}

require_sdk() {
  local instruction='install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0, or on Debian and Ubuntu "apt-get install dotnet-sdk-10.0"; then run this again'
  hash dotnet 2>/dev/null || fail 12 'there is no dotnet on PATH' "$instruction"
  (cd -- "$root" && dotnet --version >/dev/null 2>&1) ||
    fail 12 "dotnet has no SDK that global.json asks for; it has: $(dotnet --list-sdks 2>/dev/null | cut -d ' ' -f 1 | paste -sd ' ' -)" "$instruction"
}

publish() { # directory of the new host
  local new=$hosts/.new.$$ log=$hosts/publish.log
  mkdir -p -- "$hosts" 2>/dev/null && : 2>/dev/null >"$hosts/lock" ||
    fail 2 "cannot write to $hosts" "make the checkout writable for you ($(id -un)), or work on a copy of it"

  # Two runs at once: the second waits, and finds the host of the first. The compiler server must not inherit the lock.
  exec 9>>"$hosts/lock"
  ! hash flock 2>/dev/null || flock 9
  [[ ! -x $1/hyops-build ]] || return 0

  require_sdk
  printf 'building the build host (its sources are new)\n' >&2
  trap 'rm -rf -- "$new"' EXIT
  # Analyzers speak in the Compile target; here somebody waits.
  DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 dotnet publish "$root/build/HyOps.BuildHost.csproj" --configuration Release \
    --output "$new" --nologo --verbosity quiet -nodeReuse:false -p:RunAnalyzers=false >"$log" 2>&1 9>&- || {
    cat -- "$log" >&2
    fail 20 'the build host does not build' "mend what it says above (also in $log), then run this again"
  }

  # Hosts of older sources may be running: the newest two stay.
  rm -rf -- "$1"
  mv -- "$new" "$1"
  local old
  for old in $(cd -- "$hosts" && ls -1td -- [0-9a-f]*/ | tail -n +4); do rm -rf -- "${hosts:?}/$old"; done
  trap - EXIT
  exec 9>&-
}

hash=$(sources_hash)
host=$hosts/${hash:0:16}
[[ -x $host/hyops-build ]] || publish "$host"
exec "$host/hyops-build" "$@"
