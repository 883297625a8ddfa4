using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HyOps.Core.Secrets;

namespace HyOps.Core.Tests.Secrets;

public sealed class SecretKindCheckTests
{
    [Fact]
    public void Real_keys_and_certificates_pass()
    {
        using var key = RSA.Create(1024);
        using var certificate = new CertificateRequest("CN=test", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));

        Assert.Null(Problem(SecretKind.SshPrivateKey, key.ExportRSAPrivateKeyPem()));
        Assert.Null(Problem(SecretKind.SshPrivateKey, key.ExportPkcs8PrivateKeyPem().ReplaceLineEndings("\r\n") + "\r\n"));
        Assert.Null(Problem(SecretKind.Certificate, certificate.ExportCertificatePem() + "\n" + certificate.ExportCertificatePem()));
        Assert.NotNull(Problem(SecretKind.Certificate, key.ExportPkcs8PrivateKeyPem()));
        Assert.NotNull(Problem(SecretKind.SshPrivateKey, certificate.ExportCertificatePem()));
    }

    [Fact]
    public void An_older_encrypted_key_passes()
    {
        Assert.Null(Problem(
            SecretKind.SshPrivateKey,
            "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n-----END RSA PRIVATE KEY-----\n"));
    }

    [Theory]
    [InlineData("{\"type\": \"service_account\"}", true)]
    [InlineData("[1]", true)]
    [InlineData("aB3kQ9canary0000", false)]
    [InlineData("12345", false)]
    [InlineData("{\"canary\": ", false)]
    public void JSON_is_an_object_or_an_array_that_can_be_read(string text, bool good)
    {
        Assert.Equal(good, Problem(SecretKind.Json, text) is null);
    }

    [Theory]
    [InlineData("aB3kQ9canary0000")]
    [InlineData("-----BEGIN PRIVATE KEY-----\ncanary")]
    [InlineData("-----BEGIN PRIVATE KEY-----\\ncanaryAA\\n-----END PRIVATE KEY-----\\n")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n!canary!\n-----END PRIVATE KEY-----\n")]
    [InlineData("{\"canary\": ")]
    public void A_problem_never_shows_the_value(string text)
    {
        foreach (var kind in new[] { SecretKind.SshPrivateKey, SecretKind.Certificate })
        {
            var problem = Problem(kind, text);

            Assert.NotNull(problem);
            Assert.DoesNotContain("canary", problem, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(SecretKind.SshPrivateKey)]
    [InlineData(SecretKind.Json)]
    [InlineData(SecretKind.Certificate)]
    public void No_value_is_somebody_elses_problem(SecretKind kind)
    {
        Assert.Null(Problem(kind, ""));
    }

    private static string? Problem(SecretKind kind, string text) => SecretKindCheck.ProblemOf(kind, SecretValue.From(text));
}
