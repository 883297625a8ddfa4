using HyOps.Core.Environments;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Tests.Projects;

public sealed class RecordSettingsTests : IDisposable
{
    private const string Fingerprint = "0123456789ABCDEF0123456789ABCDEF01234567";
    private readonly SampleProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public void Retention_signing_and_telemetry_are_read()
    {
        project.Append(SampleProject.Environment, $"records: {{ keep: 90d, keep_last: 20, keep_failed: 365d, sign: {{ with: gpg, key: {Fingerprint} }} }}\ntelemetry: {{ otlp: \"http://127.0.0.1:4318\" }}\n");

        var result = project.Validate();

        Assert.Empty(result.Problems);
        Assert.Equal(
            new RecordSettings { Keep = TimeSpan.FromDays(90), KeepLast = 20, KeepFailed = TimeSpan.FromDays(365), Sign = new RecordSigning(SigningProgram.Gpg, Fingerprint, null) },
            result.Environment!.Records);
        Assert.Equal(new Uri("http://127.0.0.1:4318"), result.Environment.Telemetry);
    }

    [Fact]
    public void Without_them_nothing_goes_nobody_signs_and_nothing_is_sent()
    {
        var environment = project.Validate().Environment!;

        Assert.Equal((new RecordSettings(), null), (environment.Records, environment.Telemetry));
    }

    [Theory]
    [InlineData("records: { keep: soon }", ProblemCodes.BadValue, "records.keep")]
    [InlineData("records: { keep: 0s }", ProblemCodes.BadValue, "records.keep")]
    [InlineData("records: { keep_last: 0 }", ProblemCodes.BadValue, "records.keep_last")]
    [InlineData("records: { keep_lost: 3 }", ProblemCodes.UnknownKey, "records.keep_lost")]
    [InlineData("records: { sign: { with: pgp, key: x } }", ProblemCodes.NotOneOf, "records.sign.with")]
    [InlineData("records: { sign: { with: gpg, key: ABCDEF01 } }", ProblemCodes.BadValue, "records.sign.key")]
    [InlineData("records: { sign: { with: gpg } }", ProblemCodes.MissingKey, "records.sign.key")]
    [InlineData("records: { sign: { with: ssh-keygen, key: /etc/key } }", ProblemCodes.MissingKey, "records.sign.identity")]
    [InlineData("records: { sign: { with: ssh-keygen, key: keys/id, identity: ops } }", ProblemCodes.BadValue, "records.sign.key")]
    [InlineData("telemetry: { otlp: \"tcp://collector:4317\" }", ProblemCodes.BadValue, "telemetry.otlp")]
    [InlineData("telemetry: { otlp: \"https://user:pw@collector\" }", ProblemCodes.BadValue, "telemetry.otlp")]
    [InlineData("telemetry: {}", ProblemCodes.MissingKey, "telemetry.otlp")]
    public void Mistakes_are_named_where_they_are(string line, string code, string field)
    {
        project.Append(SampleProject.Environment, line + "\n");

        var problem = Assert.Single(project.Validate().Problems);

        Assert.Equal((code, field), (problem.Code, problem.Field));
        Assert.DoesNotContain("user:pw", problem.Message, StringComparison.Ordinal);
    }
}
