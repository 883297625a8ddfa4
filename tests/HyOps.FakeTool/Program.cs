using HyOps.FakeTool;

return args switch
{
    ["exit", var code] => Output.Exit(code),
    ["print", var text, var error] => Output.Print(text, error),
    ["prompt", var text] => Output.Prompt(text),
    ["flood", var megabytes] => Output.Flood(megabytes, lines: true),
    ["line", var megabytes] => Output.Flood(megabytes, lines: false),
    ["bytes"] => Output.AllBytes(),
    ["split"] => Output.ByteByByte(),
    ["stdin"] => Output.EchoInput(),
    ["env"] => Facts.Environment(),
    ["argv", ..] => Facts.Arguments(args),
    ["ids"] => Facts.Ids(),
    ["directory"] => Facts.WorkingDirectory(),
    ["sleep", var cleanup] => Signals.CountInterrupts(cleanup),
    ["sleep-ignoring"] => Signals.IgnoreInterrupts(),
    ["spawn", var linger, .. var child] => Family.Spawn(linger, child),
    ["die", var signal] => Signals.Die(signal),
    _ => Output.Unknown(args),
};
