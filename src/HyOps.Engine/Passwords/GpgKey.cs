using System.Collections.Immutable;

namespace HyOps.Engine.Passwords;

/// <summary>A key pair of the operator's keyring, from <c>gpg --list-secret-keys --with-colons</c> (gnupg's doc/DETAILS).</summary>
internal sealed record GpgKey
{
    /// <summary>The fingerprint of the primary key.</summary>
    internal required string Fingerprint { get; init; }

    /// <summary>The first user id.</summary>
    internal string UserId { get; init; } = "";

    /// <summary>Field 2: <c>e</c> expired, <c>r</c> revoked, <c>u</c> ours.</summary>
    internal required string Validity { get; init; }

    /// <summary>Key ids of the primary key and its subkeys, each with its validity and what it may do (field 12).</summary>
    internal ImmutableArray<(string Id, string Validity, string Uses)> Parts { get; init; } = [];

    /// <summary>Keygrips: what the agent calls them.</summary>
    internal ImmutableArray<string> Grips { get; init; } = [];

    /// <summary>Whether the key, or all of it that encrypts, has expired.</summary>
    internal bool IsExpired => Validity == "e" || Encrypting.Any() && Encrypting.All(part => part.Validity == "e");

    /// <summary>Whether something can be encrypted for it now.</summary>
    internal bool IsUsable => Validity is not ("e" or "r" or "d" or "i" or "n") && Encrypting.Any(part => part.Validity is not ("e" or "r" or "d" or "i" or "n"));

    private IEnumerable<(string Id, string Validity, string Uses)> Encrypting => Parts.Where(part => part.Uses.Contains('e', StringComparison.Ordinal));

    /// <summary>Whether one of its parts has this key id.</summary>
    internal bool IsFor(string keyId) => Parts.Any(part => part.Id == keyId);

    /// <summary>Reads the listing.</summary>
    internal static IReadOnlyList<GpgKey> Parse(string listing)
    {
        var keys = new List<GpgKey>();
        foreach (var fields in listing.Split('\n').Select(line => line.Split(':')).Where(fields => fields.Length > 11 || fields[0] is "grp" or "fpr" && fields.Length > 9))
        {
            if (fields[0] is "sec")
            {
                keys.Add(new GpgKey { Fingerprint = "", Validity = fields[1] });
            }

            if (keys.Count > 0)
            {
                keys[^1] = keys[^1].With(fields);
            }
        }

        return keys;
    }

    private GpgKey With(string[] fields) => fields[0] switch
    {
        "sec" or "ssb" => this with { Parts = Parts.Add((fields[4], fields[1], fields[11])) },
        "fpr" when Fingerprint.Length == 0 => this with { Fingerprint = fields[9] },
        "grp" => this with { Grips = Grips.Add(fields[9]) },
        "uid" when UserId.Length == 0 => this with { UserId = fields[9] },
        _ => this,
    };
}
