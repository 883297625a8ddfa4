namespace HyOps.Cli.Completion;

/// <summary>The scripts. Each hands the typed line, without the program's name, to <c>hyops '[suggest:LENGTH]' LINE</c>, and offers what it prints.</summary>
internal static class CompletionScripts
{
    private const string Bash =
        """
        # bash completion for hyops
        _hyops_complete() {
            local line="${COMP_LINE:0:COMP_POINT}" candidates
            line="${line#"${COMP_WORDS[0]}"}"
            line="${line# }"
            candidates="$("${COMP_WORDS[0]}" "[suggest:${#line}]" "$line" 2>/dev/null)"
            local IFS=$'\n'
            COMPREPLY=($(compgen -W "$candidates" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _hyops_complete hyops

        """;

    private const string Zsh =
        """
        #compdef hyops
        # zsh completion for hyops
        _hyops() {
            local line="${LBUFFER#"${words[1]}"}"
            line="${line# }"
            local -a candidates
            candidates=(${(f)"$("${words[1]}" "[suggest:${#line}]" "$line" 2>/dev/null)"})
            if (( ${#candidates} )); then compadd -a candidates; else _files; fi
        }
        compdef _hyops hyops

        """;

    private const string Fish =
        """
        # fish completion for hyops
        function __hyops_complete
            set -l line (string replace -r '^\S+\s?' '' -- (commandline -cp))
            hyops "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
        end
        complete -c hyops -a '(__hyops_complete)'

        """;

    internal static string For(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => Fish,
    };
}
