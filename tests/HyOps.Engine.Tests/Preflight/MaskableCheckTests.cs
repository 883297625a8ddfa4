using HyOps.Core;
using HyOps.Core.Preflight;

namespace HyOps.Engine.Tests.Preflight;

public sealed class MaskableCheckTests
{
    [Fact(Timeout = 60_000)]
    public async Task A_value_that_cannot_be_hidden_everywhere_is_a_warning_with_its_name_alone()
    {
        using var bench = new PreflightBench();
        bench.Bundle.Secrets["APP_DB_PASSWORD"] = "zq8vT3m";

        var report = await bench.RunAsync();

        Assert.Equal(
            CheckResult.Warning(
                "APP_DB_PASSWORD: too short or too common to be hidden wherever it stands in output",
                "set a random value of 16 characters or more: hyops secrets ensure --env drill --force APP_DB_PASSWORD"),
            Assert.Single(report.Checks, check => check.Check == "maskable-values").Result);
        Assert.Equal(ExitCode.Ok, report.ExitCode);
        Assert.DoesNotContain("zq8vT3m", string.Concat(report.Checks.Select(check => check.ToString())), StringComparison.Ordinal);
    }
}
