namespace HyOps.Core.Redaction.Keyed;

/// <summary>Where a value ends.</summary>
internal enum ValueEnd
{
    /// <summary>Before a blank, a quote, or a character that separates values.</summary>
    Word,

    /// <summary>At the end of its line, or before a quote.</summary>
    Line,

    /// <summary>At the quote that it began with, or at the end of its line.</summary>
    Quote,

    /// <summary>At the quote that it began with, which is escaped: a value in JSON in a string.</summary>
    EscapedQuote,

    /// <summary>Before an angle bracket: the text of an XML element.</summary>
    Element,

    /// <summary>After letters, digits, dashes and underscores.</summary>
    Token,

    /// <summary>The same, with dots and what base64 has: a JWT, a token of an Authorization header.</summary>
    DottedToken,

    /// <summary>At the dashes that end a PEM block, or at what no such block holds.</summary>
    Pem,
}
