using System.Text;
using HyOps.Core.Guardrails;

namespace HyOps.Engine.Packs;

/// <summary>The two programs at the top of a pack. They need a POSIX shell, coreutils and find.</summary>
internal static class PackScripts
{
    public static IEnumerable<PackFile> Of(string environment) => [Script("hyops", Hyops), Script("dr.sh", Dr.Replace("@ENV@", environment, StringComparison.Ordinal))];

    private static PackFile Script(string path, string text) => PackFile.Of(path, Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n")), runs: true);

    private const string Hyops = """
        #!/bin/sh
        # hyops from this pack, on the .NET of the pack, or of this machine where the pack has none.
        set -eu
        here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
        if [ -x "$here/dotnet/dotnet" ]; then
          DOTNET_ROOT=$here/dotnet
          export DOTNET_ROOT
          exec "$here/dotnet/dotnet" "$here/host/hyops.dll" "$@"
        fi
        exec dotnet "$here/host/hyops.dll" "$@"

        """;

    private const string Dr = $"""
        #!/bin/sh
        # Checks that the pack is whole, then runs the recovery: ./dr.sh [options of 'hyops run dr']
        set -eu
        here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
        cd "$here"
        if ! sha256sum --check --quiet --strict SHA256SUMS; then
          echo "error: the pack is not as it was made: the lines above name what was changed or is missing" >&2
          echo "next: take it from its source again, and compare the archive's digest with the one that 'hyops dr pack' printed" >&2
          exit 13
        fi
        extra=$(find . -type f ! -path './runtime-root/*' ! -name SHA256SUMS | sort | while IFS= read -r file; do
          grep -qxF "$(sha256sum "$file")" SHA256SUMS || echo "$file"
        done)
        if [ -n "$extra" ]; then
          echo "error: the pack holds files that were not packed: $extra" >&2
          echo "next: unpack the archive into an empty directory" >&2
          exit 13
        fi
        {PlaneOfRecovery.Variable}=runner-local
        export {PlaneOfRecovery.Variable}
        cd "$OLDPWD"
        exec "$here/hyops" run dr --env @ENV@ --project "$here/project" --root "$here/runtime-root" "$@"

        """;
}
