using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using HyOps.Core;
using HyOps.Vault.Plans;

namespace HyOps.Vault.Tests.Plans;

public sealed class PlanEnvelopeTests
{
    // What makes guessing slow is not what these tests are about.
    private const int FewRounds = 10;
    private const string Origin = "plans/p.sealed";
    private static readonly byte[] Password = "correct horse"u8.ToArray();

    private static readonly PlanHeader Header = new()
    {
        PlanId = "plan-20260102T030405Z-0123abcd",
        Environment = "site",
        Phase = "bootstrap",
        RequestedBy = "tester on test-host",
        Created = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Expires = new DateTimeOffset(2026, 1, 3, 3, 4, 5, TimeSpan.Zero),
    };

    [Fact]
    public void What_is_sealed_is_opened_with_any_content_and_password() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), ArbMap.Default.ArbFor<NonNull<string>>(), (content, password) =>
        {
            var key = Encoding.UTF8.GetBytes(password.Get);
            var sealedBytes = PlanEnvelope.Seal(Header, content, key, FewRounds);
            Assert.Equal(content ?? [], PlanEnvelope.Open(Origin, sealedBytes, key));
            Assert.Equal(Header, PlanEnvelope.ReadHeader(Origin, sealedBytes));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_changed_byte_is_refused_and_nothing_is_given_out()
    {
        var sealedBytes = PlanEnvelope.Seal(Header, RandomNumberGenerator.GetBytes(200), Password, FewRounds);

        for (var at = 0; at < sealedBytes.Length; at++)
        {
            var changed = sealedBytes.ToArray();
            changed[at] ^= (byte)(1 << (at % 8));
            Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, changed, Password));
        }
    }

    [Fact]
    public void Every_cut_is_refused_as_one()
    {
        var sealedBytes = PlanEnvelope.Seal(Header, RandomNumberGenerator.GetBytes(50), Password, FewRounds);

        for (var length = "HYOPS-SEALED-PLAN/1\n".Length; length < sealedBytes.Length; length++)
        {
            var refused = Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, sealedBytes.AsSpan(0, length), Password));
            Assert.Equal((ExitCode.Refused, $"{Origin}: the sealed plan is cut short"), (refused.ExitCode, refused.Message));
        }
    }

    [Fact]
    public void What_was_appended_is_refused()
    {
        byte[] longer = [.. PlanEnvelope.Seal(Header, "x"u8, Password, FewRounds), 0];

        var refused = Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, longer, Password));

        Assert.Contains("was changed after it was made", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_password_is_told_from_a_damaged_file()
    {
        var sealedBytes = PlanEnvelope.Seal(Header, "content"u8, Password, FewRounds);

        var refused = Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, sealedBytes, "another"u8));

        Assert.Equal(ExitCode.SecretsFailed, refused.ExitCode);
        Assert.Contains("the vault password is another one", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_later_expiry_in_the_header_opens_nothing()
    {
        var sealedBytes = PlanEnvelope.Seal(Header, "content"u8, Password, FewRounds);
        var forged = sealedBytes.ToArray();
        forged[sealedBytes.AsSpan().IndexOf("\"expires\":\"2026"u8) + "\"expires\":\"202".Length] = (byte)'7';

        var refused = Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, forged, Password));

        Assert.Equal(2027, PlanEnvelope.ReadHeader(Origin, forged).Expires.Year);
        Assert.Contains("its seal does not fit", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_plan_is_never_sealed_the_same_way_and_its_content_is_not_in_it()
    {
        var one = PlanEnvelope.Seal(Header, "terraform_data.lan terraform_data.lan"u8, Password, FewRounds);
        var other = PlanEnvelope.Seal(Header, "terraform_data.lan terraform_data.lan"u8, Password, FewRounds);

        Assert.False(one.AsSpan().EndsWith(other.AsSpan(other.Length - 53)));
        Assert.DoesNotContain("terraform_data", Encoding.Latin1.GetString(one), StringComparison.Ordinal);
    }

    [Fact]
    public void Something_else_is_no_sealed_plan_and_a_header_of_endless_work_is_refused()
    {
        var endless = Encoding.UTF8.GetBytes(Encoding.Latin1.GetString(PlanEnvelope.Seal(Header, default, Password, FewRounds)[..^16]).Replace("\"rounds\":10,", "\"rounds\":2000000000,", StringComparison.Ordinal));

        Assert.Contains("no sealed plan", Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, "PK"u8, Password)).Message, StringComparison.Ordinal);
        Assert.Contains("cannot be read", Assert.Throws<PlanSealException>(() => PlanEnvelope.Open(Origin, [.. endless, .. new byte[16]], Password)).Message, StringComparison.Ordinal);
    }
}
