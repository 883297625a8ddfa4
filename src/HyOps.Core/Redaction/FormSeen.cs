namespace HyOps.Core.Redaction;

/// <summary>Told about an occurrence of a form.</summary>
/// <param name="form">The bytes of the form; valid during the call only.</param>
/// <param name="place">Where it begins, counted from the start of the text that is searched now.</param>
internal delegate void FormSeen(ReadOnlySpan<byte> form, int place);
