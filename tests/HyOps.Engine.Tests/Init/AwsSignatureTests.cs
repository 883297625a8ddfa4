using HyOps.Core.Secrets;
using HyOps.Engine.Init.Providers;

namespace HyOps.Engine.Tests.Init;

/// <summary>AWS's published test suite for Signature Version 4, and the example of its signing guide.</summary>
public sealed class AwsSignatureTests
{
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("GET", "/", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/?Param2=value2&Param1=value1", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void The_suites_plain_requests_are_signed_as_published(string method, string path, string body, string signature)
    {
        var header = Signature("service").Authorize(method, new Uri("https://example.amazonaws.com" + path), Headers("example.amazonaws.com"), body, Time);

        Assert.Equal($"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}", header);
    }

    [Fact]
    public void The_suites_form_is_signed_as_published()
    {
        var headers = Headers("example.amazonaws.com").Append(KeyValuePair.Create("content-type", "application/x-www-form-urlencoded"));

        var header = Signature("service").Authorize("POST", new Uri("https://example.amazonaws.com/"), headers, "Param1=value1", Time);

        Assert.EndsWith("SignedHeaders=content-type;host;x-amz-date, Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a", header, StringComparison.Ordinal);
    }

    [Fact]
    public void The_guides_example_is_signed_as_published()
    {
        var headers = Headers("iam.amazonaws.com").Append(KeyValuePair.Create("content-type", "application/x-www-form-urlencoded; charset=utf-8"));

        var header = Signature("iam").Authorize("GET", new Uri("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"), headers, "", Time);

        Assert.EndsWith("Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7", header, StringComparison.Ordinal);
    }

    private static AwsSignature Signature(string service) =>
        new(SecretValue.From("AKIDEXAMPLE"), SecretValue.From("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "us-east-1", service);

    private static IEnumerable<KeyValuePair<string, string>> Headers(string host) => [new("host", host), new("x-amz-date", AwsSignature.Stamp(Time))];
}
