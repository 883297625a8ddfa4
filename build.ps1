#!/usr/bin/env pwsh
# Runs this repository's build host, as build.sh does. It is published when its sources changed (by content, not by time).
Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Stop-Build([int] $ExitCode, [string] $Message, [string] $Next) {
    [Console]::Error.WriteLine("error: $Message`nnext: $Next")
    exit $ExitCode
}

$root = $PSScriptRoot
$hosts = Join-Path $root 'artifacts/build-host'
if (-not $env:HOME -and -not $env:USERPROFILE) { $env:DOTNET_CLI_HOME = Join-Path $root 'artifacts/dotnet-home' }

function Get-SourcesHash {
    $names = 'build', 'src', 'eng', 'global.json', 'Directory.Build.props', 'Directory.Packages.props', '.editorconfig'
    $lines = $names | ForEach-Object { Get-ChildItem -LiteralPath (Join-Path $root $_) -Recurse -File -Force } |
        Where-Object { $_.FullName.Substring($root.Length) -notmatch '[\\/](bin|obj)[\\/]' } |
        ForEach-Object { "$((Get-FileHash -LiteralPath $_.FullName -Algorithm SHA256).Hash) $($_.FullName.Substring($root.Length))" } |
        Sort-Object -CaseSensitive
    $bytes = [Text.Encoding]::UTF8.GetBytes(($lines -join "`n"))
    [Convert]::ToHexString([Security.Cryptography.SHA256]::HashData($bytes)).ToLowerInvariant().Substring(0, 16)
}

function Publish-Host([string] $Target, [string] $Executable) {
    $instruction = 'install the .NET 10 SDK: https://dotnet.microsoft.com/download/dotnet/10.0; then run this again'
    if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { Stop-Build 12 'there is no dotnet on PATH' $instruction }
    Push-Location -LiteralPath $root
    try { dotnet --version *> $null } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) { Stop-Build 12 'dotnet has no SDK that global.json asks for' $instruction }
    try { New-Item -ItemType Directory -Force -Path $hosts | Out-Null } catch {
        Stop-Build 2 "cannot write to $hosts" 'make the checkout writable for you, or work on a copy of it'
    }

    # Two runs at once: the second waits, and finds the host of the first.
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $hosts 'lock'), 'OpenOrCreate', 'ReadWrite', 'None') } catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    $new = Join-Path $hosts ".new.$PID"
    try {
        if (Test-Path -LiteralPath $Executable) { return }
        [Console]::Error.WriteLine('building the build host (its sources are new)')
        $log = dotnet publish (Join-Path $root 'build/HyOps.BuildHost.csproj') --configuration Release --output $new --nologo --verbosity quiet -nodeReuse:false -p:RunAnalyzers=false 2>&1
        if ($LASTEXITCODE -ne 0) {
            [Console]::Error.WriteLine(($log -join "`n"))
            Stop-Build 20 'the build host does not build' 'mend what it says above, then run this again'
        }
        Move-Item -LiteralPath $new -Destination $Target
    }
    finally {
        $lock.Dispose()
        if (Test-Path -LiteralPath $new) { Remove-Item -LiteralPath $new -Recurse -Force }
    }
}

$target = Join-Path $hosts (Get-SourcesHash)
$executable = Join-Path $target ($IsWindows ? 'hyops-build.exe' : 'hyops-build')
if (-not (Test-Path -LiteralPath $executable)) { Publish-Host $target $executable }
& $executable @args
exit $LASTEXITCODE
