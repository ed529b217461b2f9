# Makes papier-VERSION-windows.zip in target\packages, on Windows with Rust, the C++ build tools and Python. Nobody has run this yet.
# .ci\package-windows.ps1
$ErrorActionPreference = 'Stop'
Set-Location (Join-Path $PSScriptRoot '..')

cargo build --locked --profile dist
if ($LASTEXITCODE -ne 0) { throw 'cargo build failed' }

$program = 'target\dist\papier.exe'
$version = (& $program --version) -replace '^papier ([0-9.]+).*', '$1'
$folder = "target\packages\papier-$version-windows"
if (Test-Path target\packages) { Remove-Item -Recurse -Force target\packages }
New-Item -ItemType Directory -Force $folder | Out-Null

Copy-Item $program $folder
Copy-Item saves\programme-352-plf-2021.ron, CHANGELOG.md $folder
python .ci\materials.py $folder
if ($LASTEXITCODE -ne 0) { throw 'materials.py failed' }

Compress-Archive -Path $folder -DestinationPath "$folder.zip"
Get-FileHash "$folder.zip"
