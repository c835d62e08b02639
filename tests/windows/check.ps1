# What only a real Windows shows about Bussola, in two minutes. Run it in PowerShell after the installation:
#   powershell -ExecutionPolicy Bypass -File check.ps1
# It works on copies in the temporary directory; of your own data it reads the rights alone. Its result goes to
# %LOCALAPPDATA%\Bussola\system-check.txt, which `bussola support` takes in. It names no user and no path.
param([string]$Programs = '')

$ErrorActionPreference = 'Stop'
$data = Join-Path $env:LOCALAPPDATA 'Bussola'
if ($Programs -eq '') {
    $key = 'HKCU:\Software\Microsoft\Windows\CurrentVersion\Uninstall\Bussola'
    $installed = Get-ItemProperty $key
    $Programs = Join-Path $installed.InstallLocation $installed.DisplayVersion
}
$hostProgram = Join-Path $Programs 'bussola-host.exe'
$cli = Join-Path $Programs 'bussola.exe'
$lines = New-Object System.Collections.Generic.List[string]
$scratch = Join-Path ([IO.Path]::GetTempPath()) ('bussola-check-' + [Guid]::NewGuid())
[void](New-Item -ItemType Directory $scratch)
$started = New-Object System.Collections.Generic.List[System.Diagnostics.Process]
$invariant = [Globalization.CultureInfo]::InvariantCulture
# With a code page of UTF-8, .NET would send a mark before the first frame.
try { [Console]::InputEncoding = New-Object System.Text.UTF8Encoding $false } catch { }

function Note([string]$text) {
    $lines.Add("  $text")
    Write-Host $text
}

# Runs a check; what it throws is its failure, without paths.
function Test([string]$name, [scriptblock]$body) {
    try {
        $detail = & $body
        Note ("ok    $name" + $(if ($detail) { ": $detail" } else { '' }))
    } catch {
        $message = $_.Exception.Message.Replace($env:USERPROFILE, '~').Replace($env:USERNAME, '<user>')
        Note "FAIL  ${name}: $message"
    }
}

function Assert($truth, [string]$message) {
    if (-not $truth) { throw $message }
}

# ---- a host, driven as a browser does ----

function Start-BussolaHost([string]$directory) {
    $start = New-Object System.Diagnostics.ProcessStartInfo $hostProgram
    $start.UseShellExecute = $false
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.CreateNoWindow = $true
    $start.EnvironmentVariables['XDG_DATA_HOME'] = $directory
    $process = [System.Diagnostics.Process]::Start($start)
    $started.Add($process)
    return $process
}

function Read-Bytes($stream, [int]$count) {
    $bytes = New-Object byte[] $count
    $got = 0
    while ($got -lt $count) {
        $part = $stream.Read($bytes, $got, $count - $got)
        if ($part -le 0) { throw 'the host has ended' }
        $got += $part
    }
    return , $bytes
}

function Invoke-Host($process, $message) {
    $body = [Text.Encoding]::UTF8.GetBytes((ConvertTo-Json $message -Depth 8 -Compress))
    $in = $process.StandardInput.BaseStream
    $in.Write([BitConverter]::GetBytes([int]$body.Length), 0, 4)
    $in.Write($body, 0, $body.Length)
    $in.Flush()
    $out = $process.StandardOutput.BaseStream
    $length = [BitConverter]::ToInt32((Read-Bytes $out 4), 0)
    $reply = [Text.Encoding]::UTF8.GetString((Read-Bytes $out $length)) | ConvertFrom-Json
    if (-not $reply.ok) { throw "refused: $($reply.error.code) $($reply.error.field)" }
    return $reply
}

function Stop-BussolaHost($process) {
    $process.StandardInput.Close()
    Assert $process.WaitForExit(10000) 'the host does not end with its browser'
    Assert ($process.ExitCode -eq 0) "the host ended with $($process.ExitCode)"
}

$script:number = 0
function New-Observation([int]$value) {
    $script:number++
    return @{
        id = $script:number; type = 'observe'; request = [Guid]::NewGuid().ToString()
        profile = @{ key = 'ada-example' }; page = 'feed'; lang = 'en'
        at = [DateTimeOffset]::Now.ToString('yyyy-MM-ddTHH:mm:sszzz', $invariant)
        gauges = @(@{ signal = 'connections'; value = $value; bound = 'exact' }); tallies = @()
    }
}

# Runs bussola on a directory of data; returns its output.
function Invoke-Bussola([string]$directory, [string[]]$words) {
    # With "Stop", PowerShell 5.1 throws at the first line of a program's errors, also when they go to $null.
    $ErrorActionPreference = 'Continue'
    $before = $env:XDG_DATA_HOME
    $env:XDG_DATA_HOME = $directory
    try {
        $output = & $cli @words 2>$null | Out-String
        $script:code = $LASTEXITCODE
        return $output
    } finally {
        $env:XDG_DATA_HOME = $before
    }
}

# Who may use a file, besides this user, the system and the administrators.
function Get-Others([string]$path) {
    $own = [System.Security.Principal.WindowsIdentity]::GetCurrent().User.Value
    $expected = @($own, 'S-1-5-18', 'S-1-5-32-544', 'S-1-3-0', 'S-1-3-4')
    $rules = (Get-Acl -LiteralPath $path).GetAccessRules($true, $true, [System.Security.Principal.SecurityIdentifier])
    return @($rules | Where-Object { $_.AccessControlType -eq 'Allow' -and $expected -notcontains $_.IdentityReference.Value })
}

# ---- the checks ----

$version = & $cli --version
Note "$version on Windows $([Environment]::OSVersion.Version), $env:PROCESSOR_ARCHITECTURE, PowerShell $($PSVersionTable.PSVersion), $((Get-Culture).Name)"
foreach ($name in 'bussola.exe', 'bussola-host.exe', 'bussola-import.exe') {
    Note "      signature of ${name}: $((Get-AuthenticodeSignature (Join-Path $Programs $name)).Status)"
}

$plain = Join-Path $scratch 'plain'
[void](New-Item -ItemType Directory $plain)

Test 'first reply and warm reply' {
    $clock = [Diagnostics.Stopwatch]::StartNew()
    $process = Start-BussolaHost $plain
    [void](Invoke-Host $process (New-Observation 268))
    $first = $clock.ElapsedMilliseconds
    $clock.Restart()
    foreach ($i in 1..20) { [void](Invoke-Host $process (New-Observation (268 + $i))) }
    $warm = $clock.ElapsedMilliseconds / 20
    $memory = [int]($process.WorkingSet64 / 1MB)
    Stop-BussolaHost $process
    "$first ms, $warm ms, $memory MB"
}

Test 'rights of new data' {
    $folder = Join-Path $plain 'bussola'
    foreach ($path in @($folder) + @(Get-ChildItem $folder | ForEach-Object FullName)) {
        $others = Get-Others $path
        Assert ($others.Count -eq 0) "$(Split-Path -Leaf $path) is open to $($others.IdentityReference -join ', ')"
    }
    "$((Get-ChildItem $folder).Count) files"
}

Test 'rights of a directory that was open to others' {
    $wide = Join-Path $scratch 'wide'
    $folder = Join-Path $wide 'bussola'
    [void](New-Item -ItemType Directory $folder)
    & icacls.exe $folder /grant '*S-1-1-0:(OI)(CI)F' | Out-Null
    $process = Start-BussolaHost $wide
    [void](Invoke-Host $process (New-Observation 1))
    Stop-BussolaHost $process
    $others = Get-Others $folder
    Assert ($others.Count -eq 0) 'still open to others'
}

if (Test-Path $data) {
    Test 'rights of your data' {
        $others = Get-Others $data
        Assert ($others.Count -eq 0) "open to $($others.IdentityReference -join ', ')"
    }
}

Test 'confinement of a running host' {
    $process = Start-BussolaHost $plain
    $hello = Invoke-Host $process @{ id = 1; type = 'hello'; client = @{ name = 'bussola'; version = '0.3.0'; browser = 'chrome' } }
    $policy = Get-ProcessMitigation -Id $process.Id
    $found = "hello: $(ConvertTo-Json $hello.host.locks -Compress); dynamic code blocked: $($policy.DynamicCode.BlockDynamicCode); strict handles: $($policy.StrictHandle.Enable); remote images blocked: $($policy.ImageLoad.BlockRemoteImageLoads)"
    Stop-BussolaHost $process
    $found
}

Test 'restore while a host has the database open' {
    $copy = Join-Path $scratch 'copy.db'
    $process = Start-BussolaHost $plain
    [void](Invoke-Host $process (New-Observation 300))
    [void](Invoke-Bussola $plain @('backup', $copy))
    Assert ($script:code -eq 0) "backup ended with $($script:code)"
    [void](Invoke-Host $process (New-Observation 301))
    [void](Invoke-Bussola $plain @('restore', $copy))
    $code = $script:code
    [void](Invoke-Host $process @{ id = 9; type = 'state' })
    [void](Invoke-Host $process (New-Observation 302))
    Stop-BussolaHost $process
    Assert ($code -eq 0) "restore ended with $code"
}

Test 'two hosts write at once, one is killed' {
    $one = Start-BussolaHost $plain
    $two = Start-BussolaHost $plain
    foreach ($i in 1..50) {
        [void](Invoke-Host $one (New-Observation (400 + $i)))
        [void](Invoke-Host $two (New-Observation (500 + $i)))
    }
    $one.Kill()
    $one.WaitForExit()
    [void](Invoke-Host $two (New-Observation 600))
    Stop-BussolaHost $two
    $again = Start-BussolaHost $plain
    $state = (Invoke-Host $again @{ id = 1; type = 'profiles' }).profiles
    Stop-BussolaHost $again
    Assert (@($state).Count -eq 1) 'the profile is lost'
}

Test 'a name beyond this code page' {
    $named = Join-Path $scratch ([string][char]0x00C5 + [char]0x0141 + [char]0x65E5 + [char]0x672C)
    [void](New-Item -ItemType Directory $named)
    $process = Start-BussolaHost $named
    [void](Invoke-Host $process (New-Observation 1))
    Stop-BussolaHost $process
    [void](Invoke-Bussola $named @('status', '--json'))
    Assert (Test-Path -LiteralPath (Join-Path $named 'bussola\bussola.db')) 'the data are elsewhere'
}

Test 'a file with a long path' {
    $long = $scratch
    while ($long.Length -lt 300) { $long = Join-Path $long ('d' * 40) }
    # The .NET of PowerShell 5.1 may refuse such names; cmd takes them.
    & cmd.exe /d /c mkdir "\\?\$long" | Out-Null
    Assert ($LASTEXITCODE -eq 0) 'no such directory can be made'
    $target = Join-Path $long 'copy.db'
    [void](Invoke-Bussola $plain @('backup', $target))
    Assert ($script:code -eq 0) "backup ended with $($script:code)"
}

Test 'the log has whole lines' {
    $log = Get-Content -LiteralPath (Join-Path $plain 'bussola\bussola.log')
    $broken = @($log | Where-Object { $_ -notmatch '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ \w+ bussola' })
    Assert ($broken.Count -eq 0) "$($broken.Count) broken lines"
    "$(@($log).Count) lines"
}

Test 'time zone' {
    $process = Start-BussolaHost $plain
    $state = (Invoke-Host $process @{ id = 1; type = 'state' }).state
    Stop-BussolaHost $process
    $offset = [DateTimeOffset]::Now.ToString('zzz', $invariant)
    Assert ($state.at.EndsWith($offset) -or $state.at.EndsWith('Z')) "the host says $($state.at.Substring(19)), Windows says $offset"
}

Test 'doctor on your own installation' {
    $ErrorActionPreference = 'Continue'
    $report = & $cli doctor --json 2>$null | Out-String | ConvertFrom-Json
    $bad = @($report.findings | Where-Object { $_.level -eq 'failure' })
    Assert ($bad.Count -eq 0) (($bad | ForEach-Object { $_.check }) -join ', ')
    "$(@($report.findings).Count) findings"
}

# ---- the end ----

foreach ($process in $started) { if (-not $process.HasExited) { $process.Kill(); $process.WaitForExit() } }
& cmd.exe /d /c rd /s /q "\\?\$scratch" | Out-Null
[void](New-Item -ItemType Directory -Force $data)
[IO.File]::WriteAllLines((Join-Path $data 'system-check.txt'), $lines)
Write-Host "Now: `"$cli`" support"
