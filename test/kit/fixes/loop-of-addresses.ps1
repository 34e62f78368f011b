$files = @{
    'types.msi'  = 'http://downloads.example.org/types.msi'
    'client.msi' = 'http://downloads.example.org/client.msi'
}
foreach ($file in $files.GetEnumerator()) {
    Invoke-WebRequest -Uri $file.Value -OutFile $file.Key
}
