# The installer for one user, in English and Italian. Silent: /S; another directory: /D=DIR, last and unquoted.
# Called by windows.mk: makensis -DVERSION=… -DPROGRAMS=DIR -DEXTENSION=DIR -DICON=FILE -DOUTPUT=FILE [-DSIGN=COMMAND]
Target amd64-unicode
Unicode true
ManifestDPIAware true
ManifestSupportedOS Win10
SetCompressor /SOLID lzma
SetDateSave off
RequestExecutionLevel user
ShowInstDetails hide
ShowUninstDetails hide

!include MUI2.nsh
!include LogicLib.nsh
!include FileFunc.nsh
!include WinVer.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Bussola"
!define DATA "$LOCALAPPDATA\Bussola"

Name "Bussola"
BrandingText "Bussola ${VERSION}"
OutFile "${OUTPUT}"
InstallDir "$LOCALAPPDATA\Programs\Bussola"
InstallDirRegKey HKCU "${KEY}" InstallLocation

VIProductVersion "${VERSION}.0"
VIFileVersion "${VERSION}.0"
VIAddVersionKey /LANG=1033 ProductName "Bussola"
VIAddVersionKey /LANG=1033 ProductVersion "${VERSION}"
VIAddVersionKey /LANG=1033 FileVersion "${VERSION}"
VIAddVersionKey /LANG=1033 FileDescription "Bussola installer"
VIAddVersionKey /LANG=1033 LegalCopyright "MIT licence"

!ifdef SIGN
!uninstfinalize '${SIGN} "%1"' = 0
!endif

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${NSISDIR}/Contrib/Graphics/Wizard/nsis3-grey.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${MUI_WELCOMEFINISHPAGE_BITMAP}"
!define MUI_WELCOMEPAGE_TITLE "$(WELCOME_TITLE)"
!define MUI_WELCOMEPAGE_TEXT "$(WELCOME_TEXT)"
!define MUI_FINISHPAGE_TITLE "$(FINISH_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(FINISH_TEXT)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "$(REMOVE_TEXT)"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "$(REMOVED_TITLE)"
!define MUI_FINISHPAGE_TEXT "$(REMOVED_TEXT)"
!define MUI_FINISHPAGE_NOREBOOTSUPPORT
!insertmacro MUI_UNPAGE_FINISH

!insertmacro MUI_LANGUAGE English
!insertmacro MUI_LANGUAGE Italian

LangString WELCOME_TITLE ${LANG_ENGLISH} "Install Bussola"
LangString WELCOME_TITLE ${LANG_ITALIAN} "Installa Bussola"
LangString WELCOME_TEXT ${LANG_ENGLISH} "This installs Bussola's companion program for you alone. No administrator is needed.$\r$\n$\r$\nThe program that your browser starts has no network code. Your counts stay on this computer, in ${DATA}.$\r$\n$\r$\nBrowsers may stay open."
LangString WELCOME_TEXT ${LANG_ITALIAN} "Installa il programma di Bussola solo per te. Non serve un amministratore.$\r$\n$\r$\nIl programma che il browser avvia non contiene codice di rete. I tuoi dati restano su questo computer, in ${DATA}.$\r$\n$\r$\nI browser possono restare aperti."
LangString FINISH_TITLE ${LANG_ENGLISH} "Bussola is installed"
LangString FINISH_TITLE ${LANG_ITALIAN} "Bussola è installata"
LangString FINISH_TEXT ${LANG_ENGLISH} "Go back to Bussola's first page in your browser: it finds the program by itself.$\r$\n$\r$\nNo extension yet? Open the browser's page of extensions, turn on developer mode and load this folder:$\r$\n$INSTDIR\extension\chrome"
LangString FINISH_TEXT ${LANG_ITALIAN} "Torna alla prima pagina di Bussola nel browser: trova il programma da sola.$\r$\n$\r$\nNon hai ancora l'estensione? Apri la pagina delle estensioni del browser, attiva la modalità sviluppatore e carica questa cartella:$\r$\n$INSTDIR\extension\chrome"
LangString UNREGISTERED ${LANG_ENGLISH} "Bussola is installed, but your browsers could not be told about it. Run this in a terminal to see why: $\"$INSTDIR\${VERSION}\bussola.exe$\" doctor"
LangString UNREGISTERED ${LANG_ITALIAN} "Bussola è installata, ma non è stato possibile registrarla nei browser. Per vedere il motivo, esegui in un terminale: $\"$INSTDIR\${VERSION}\bussola.exe$\" doctor"
LangString TOO_OLD ${LANG_ENGLISH} "Bussola needs Windows 10 or newer, on x86-64."
LangString TOO_OLD ${LANG_ITALIAN} "Bussola richiede Windows 10 o successivo, su x86-64."
LangString CONSOLE ${LANG_ENGLISH} "Bussola command line"
LangString CONSOLE ${LANG_ITALIAN} "Riga di comando di Bussola"
LangString REMOVE_TEXT ${LANG_ENGLISH} "This removes the program and its registration with your browsers. Your data stay in ${DATA}."
LangString REMOVE_TEXT ${LANG_ITALIAN} "Rimuove il programma e la sua registrazione nei browser. I tuoi dati restano in ${DATA}."
LangString REMOVED_TITLE ${LANG_ENGLISH} "Bussola is removed"
LangString REMOVED_TITLE ${LANG_ITALIAN} "Bussola è stata rimossa"
LangString REMOVED_TEXT ${LANG_ENGLISH} "Your data stay in ${DATA}. Delete that folder to remove them too.$\r$\n$\r$\nRemove the extension on the browser's page of extensions."
LangString REMOVED_TEXT ${LANG_ITALIAN} "I tuoi dati restano in ${DATA}. Elimina quella cartella per rimuoverli.$\r$\n$\r$\nRimuovi l'estensione nella pagina delle estensioni del browser."

# A running program cannot be replaced or removed, but renamed.
!macro Clear path
    ClearErrors
    Delete "${path}"
    ${If} ${Errors}
        GetTempFileName $0
        Delete $0
        Rename "${path}" "$0"
    ${EndIf}
!macroend

!macro ClearVersion directory
    !insertmacro Clear "${directory}\bussola-host.exe"
    !insertmacro Clear "${directory}\bussola-import.exe"
    !insertmacro Clear "${directory}\bussola.exe"
!macroend

Function .onInit
    ${IfNot} ${AtLeastWin10}
        MessageBox MB_ICONSTOP "$(TOO_OLD)" /SD IDOK
        SetErrorLevel 2
        Quit
    ${EndIf}
FunctionEnd

Section
    !insertmacro ClearVersion "$INSTDIR\${VERSION}"
    SetOutPath "$INSTDIR\${VERSION}"
    File "${PROGRAMS}/bussola-host.exe"
    File "${PROGRAMS}/bussola-import.exe"
    File "${PROGRAMS}/bussola.exe"
    RMDir /r "$INSTDIR\extension"
    SetOutPath "$INSTDIR\extension"
    File /r "${EXTENSION}/chrome"
    File /r "${EXTENSION}/firefox"
    SetOutPath "$INSTDIR"
    WriteUninstaller "$INSTDIR\uninstall.exe"

    # With the directory on its path, so that "bussola" can be typed.
    CreateShortcut "$SMPROGRAMS\Bussola.lnk" "$SYSDIR\cmd.exe" '/k "set PATH=$INSTDIR\${VERSION};%PATH%& bussola status"' \
        "$INSTDIR\uninstall.exe" 0 SW_SHOWNORMAL "" "$(CONSOLE)"

    WriteRegStr HKCU "${KEY}" DisplayName "Bussola"
    WriteRegStr HKCU "${KEY}" DisplayVersion "${VERSION}"
    WriteRegStr HKCU "${KEY}" DisplayIcon "$INSTDIR\uninstall.exe"
    WriteRegStr HKCU "${KEY}" Publisher "Bussola"
    WriteRegStr HKCU "${KEY}" InstallLocation "$INSTDIR"
    WriteRegStr HKCU "${KEY}" UninstallString '"$INSTDIR\uninstall.exe"'
    WriteRegStr HKCU "${KEY}" QuietUninstallString '"$INSTDIR\uninstall.exe" /S'
    WriteRegDWORD HKCU "${KEY}" NoModify 1
    WriteRegDWORD HKCU "${KEY}" NoRepair 1
    ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
    WriteRegDWORD HKCU "${KEY}" EstimatedSize $0

    # Also removes versions that no browser runs any more.
    nsExec::ExecToLog '"$INSTDIR\${VERSION}\bussola.exe" install --all'
    Pop $0
    ${If} $0 != 0
        MessageBox MB_ICONEXCLAMATION "$(UNREGISTERED)" /SD IDOK
        SetErrorLevel 2
    ${EndIf}
SectionEnd

Section Uninstall
    nsExec::ExecToLog '"$INSTDIR\${VERSION}\bussola.exe" uninstall'
    Pop $0
    # Versions: this one, and those that a browser still ran at the last update.
    FindFirst $1 $2 "$INSTDIR\*.*.*"
    ${DoWhile} $2 != ""
        !insertmacro ClearVersion "$INSTDIR\$2"
        Delete "$INSTDIR\$2\*.gone-*"
        RMDir "$INSTDIR\$2"
        FindNext $1 $2
    ${Loop}
    FindClose $1
    RMDir /r "$INSTDIR\extension"
    Delete "$SMPROGRAMS\Bussola.lnk"
    Delete "$INSTDIR\uninstall.exe"
    RMDir "$INSTDIR"
    DeleteRegKey HKCU "${KEY}"
    DetailPrint "$(REMOVED_TEXT)"
SectionEnd
