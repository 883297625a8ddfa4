namespace HyOps.Contracts.Yaml;

/// <summary>Recognises texts that are not UTF-8 by their first bytes.</summary>
internal static class Encodings
{
    public static string? NameOfOther(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xFF, 0xFE, 0x00, 0x00, ..] or [0x00, 0x00, 0xFE, 0xFF, ..] => "UTF-32",
        [0xFF, 0xFE, ..] => "UTF-16, little endian",
        [0xFE, 0xFF, ..] => "UTF-16, big endian",
        [0x00, not 0x00, 0x00, not 0x00, ..] or [not 0x00, 0x00, not 0x00, 0x00, ..] => "UTF-16 without a byte order mark",
        [0x1F, 0x8B, ..] => "compressed (gzip)",
        _ => null,
    };
}
