namespace HyOps.Core.Problems;

// HYO10xx: files and YAML.
public static partial class ProblemCodes
{
    /// <summary>A file cannot be read.</summary>
    public const string FileUnreadable = "HYO1001";

    /// <summary>A file is too large.</summary>
    public const string FileTooLarge = "HYO1002";

    /// <summary>A file is not UTF-8.</summary>
    public const string NotUtf8 = "HYO1003";

    /// <summary>A file holds a control character.</summary>
    public const string ControlCharacter = "HYO1004";

    /// <summary>A file is not YAML.</summary>
    public const string YamlSyntax = "HYO1005";

    /// <summary>A tab indents a line.</summary>
    public const string TabIndentation = "HYO1006";

    /// <summary>A file holds several documents.</summary>
    public const string SeveralDocuments = "HYO1007";

    /// <summary>A file is empty.</summary>
    public const string EmptyFile = "HYO1008";

    /// <summary>A key is there twice.</summary>
    public const string DuplicateKey = "HYO1009";

    /// <summary>A value has a tag.</summary>
    public const string Tag = "HYO1010";

    /// <summary>An alias cannot be followed.</summary>
    public const string Alias = "HYO1011";

    /// <summary>A file is nested too deeply.</summary>
    public const string TooDeep = "HYO1012";

    /// <summary>A file holds too many values.</summary>
    public const string TooManyValues = "HYO1013";

    /// <summary>A merge key does not name a map.</summary>
    public const string MergeKey = "HYO1014";

    /// <summary>A key is not plain text.</summary>
    public const string KeyNotText = "HYO1015";

    private static readonly ProblemCode[] FilesCodes =
    [
        new(FileUnreadable, "A file cannot be read",
            "A file that is missing, unreadable or a folder says nothing, and nothing may be assumed in its place."),
        new(FileTooLarge, "A file is too large",
            "Contracts are written by people; a file beyond the limit is generated, damaged or hostile."),
        new(NotUtf8, "A file is not UTF-8",
            "Every tool of the chain reads these files as UTF-8; another encoding would give each of them another text."),
        new(ControlCharacter, "A file holds a control character",
            "YAML forbids control characters, and they hide text from whoever reads the file."),
        new(YamlSyntax, "A file is not YAML",
            "What cannot be parsed cannot be checked."),
        new(TabIndentation, "A tab indents a line",
            "YAML forbids tabs as indentation: editors disagree on their width."),
        new(SeveralDocuments, "A file holds several documents",
            "Only one document can be meant; reading the first would ignore the rest in silence."),
        new(EmptyFile, "A file is empty",
            "An empty contract promises nothing."),
        new(DuplicateKey, "A key is there twice",
            "YAML readers disagree on which of the two counts."),
        new(Tag, "A value has a tag",
            "Tags make a reader build other things than text, lists and maps; none are needed here."),
        new(Alias, "An alias cannot be followed",
            "Aliases are expanded within a budget, so that a small file cannot become a huge one."),
        new(TooDeep, "A file is nested too deeply",
            "Nobody writes such depth by hand; it exhausts the stack of some reader down the line."),
        new(TooManyValues, "A file holds too many values",
            "Nobody writes so many values by hand; it exhausts the memory of some reader down the line."),
        new(MergeKey, "A merge key does not name a map",
            "Only maps can be merged into a map."),
        new(KeyNotText, "A key is not plain text",
            "Keys are names; a list, a map or nothing is none."),
    ];
}
