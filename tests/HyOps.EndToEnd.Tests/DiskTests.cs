namespace HyOps.EndToEnd.Tests;

/// <summary>Homes that are full or read-only: small file systems in a mount namespace of their own, as root may write to read-only directories.</summary>
public sealed class DiskTests : IDisposable
{
    private const string Bootstrap = "\"$build\" --target Bootstrap --no-install --project \"$project\"";

    private readonly Lab lab = new();
    private readonly Operator somebody;

    public DiskTests() => somebody = new Operator(lab.Project);

    public void Dispose()
    {
        somebody.Dispose();
        lab.Dispose();
    }

    [Fact(Timeout = 60_000)]
    public async Task A_disk_without_room_for_a_bundle_is_told_and_no_half_of_one_is_left()
    {
        // Four pages: a password, the record and the events; and then the bundle.
        var run = await MountedAsync("size=16k,mode=700", $"{Bootstrap}; code=$?; ls \"$HOME/.hybridops/envs/local/vault\"; exit $code");

        run.Is(2, "the disk or its quota is full", "next: free some space");
        Assert.DoesNotContain("bootstrap.vault.env\n", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(".tmp", run.Output, StringComparison.Ordinal);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_disk_that_became_full_costs_no_bundle()
    {
        var run = await MountedAsync("size=600k,mode=700", $"""
            bundle="$HOME/.hybridops/envs/local/vault/bootstrap.vault.env"
            {Bootstrap} >/dev/null || exit 98
            before=$(sha256sum "$bundle")
            cat /dev/zero >"$HOME/ballast" 2>/dev/null
            {Bootstrap}
            code=$?
            [ "$before" = "$(sha256sum "$bundle")" ] || exit 99
            exit $code
            """);

        run.Is(2, "the disk or its quota is full", "next: free some space");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_read_only_home_is_told()
    {
        var run = await MountedAsync("size=600k,mode=700", $"mount -o remount,ro \"$HOME\"; {Bootstrap}");

        run.Is(2, "the file system is read-only", "next: ");
    }

    private Task<Ended> MountedAsync(string options, string script)
    {
        somebody.Variables["script"] = $"mount -t tmpfs -o {options} tmpfs \"$HOME\" || exit 97\n{script}";
        return somebody.ShellAsync($"exec unshare {(Environment.IsPrivilegedProcess ? "-m" : "-rm")} bash -c \"$script\"");
    }
}
