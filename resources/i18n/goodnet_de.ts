<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de">
  <context>
    <name>About</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Open, repair and guard a downloaded image classifier. MIT licence.</source>
      <translation>Einen heruntergeladenen Bildklassifikator öffnen, reparieren und bewachen. MIT-Lizenz.</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>&amp;About GoodNet</source>
      <translation>Ü&amp;ber GoodNet</translation>
    </message>
    <message>
      <source>&amp;Add images…</source>
      <translation>Bilder &amp;hinzufügen…</translation>
    </message>
    <message>
      <source>&amp;Appearance</source>
      <translation>&amp;Erscheinungsbild</translation>
    </message>
    <message>
      <source>&amp;Audit</source>
      <translation>A&amp;udit</translation>
    </message>
    <message>
      <source>&amp;BadNet</source>
      <translation>&amp;BadNet</translation>
    </message>
    <message>
      <source>&amp;Cancel and discard</source>
      <translation>Ab&amp;brechen und verwerfen</translation>
    </message>
    <message>
      <source>&amp;Copy</source>
      <translation>&amp;Kopieren</translation>
    </message>
    <message>
      <source>&amp;Crop</source>
      <translation>&amp;Zuschneiden</translation>
    </message>
    <message>
      <source>&amp;Dark</source>
      <translation>&amp;Dunkel</translation>
    </message>
    <message>
      <source>&amp;Edit</source>
      <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
      <source>&amp;Export .h5…</source>
      <translation>.h5 &amp;exportieren…</translation>
    </message>
    <message>
      <source>&amp;File</source>
      <translation>&amp;Datei</translation>
    </message>
    <message>
      <source>&amp;Find…</source>
      <translation>&amp;Suchen…</translation>
    </message>
    <message>
      <source>&amp;Full screen</source>
      <translation>&amp;Vollbild</translation>
    </message>
    <message>
      <source>&amp;Graph of the layers…</source>
      <translation>&amp;Graph der Schichten…</translation>
    </message>
    <message>
      <source>&amp;Guide</source>
      <translation>&amp;Handbuch</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>&amp;Hilfe</translation>
    </message>
    <message>
      <source>&amp;Ignore labels</source>
      <translation>Labels &amp;weglassen</translation>
    </message>
    <message>
      <source>&amp;Leave out</source>
      <translation>&amp;Weglassen</translation>
    </message>
    <message>
      <source>&amp;Light</source>
      <translation>&amp;Hell</translation>
    </message>
    <message>
      <source>&amp;Mark the verdict as wrong</source>
      <translation>Urteil als falsch &amp;markieren</translation>
    </message>
    <message>
      <source>&amp;Open model</source>
      <translation>Netz ö&amp;ffnen</translation>
    </message>
    <message>
      <source>&amp;Open the image's file</source>
      <translation>Datei des Bildes &amp;öffnen</translation>
    </message>
    <message>
      <source>&amp;Open…</source>
      <translation>&amp;Öffnen…</translation>
    </message>
    <message>
      <source>&amp;Pad</source>
      <translation>&amp;Auffüllen</translation>
    </message>
    <message>
      <source>&amp;Paste</source>
      <translation>E&amp;infügen</translation>
    </message>
    <message>
      <source>&amp;Pause or continue</source>
      <translation>&amp;Anhalten oder fortsetzen</translation>
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation>&amp;Beenden</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>&amp;Wiederholen</translation>
    </message>
    <message>
      <source>&amp;Repair</source>
      <translation>&amp;Reparatur</translation>
    </message>
    <message>
      <source>&amp;Reset threshold</source>
      <translation>Schwelle &amp;zurücksetzen</translation>
    </message>
    <message>
      <source>&amp;Run audit</source>
      <translation>Audit &amp;starten</translation>
    </message>
    <message>
      <source>&amp;Run repair</source>
      <translation>&amp;Reparatur starten</translation>
    </message>
    <message>
      <source>&amp;Save CSV…</source>
      <translation>&amp;CSV speichern…</translation>
    </message>
    <message>
      <source>&amp;Save GoodNet…</source>
      <translation>Good&amp;Net speichern…</translation>
    </message>
    <message>
      <source>&amp;Screening</source>
      <translation>&amp;Prüfung</translation>
    </message>
    <message>
      <source>&amp;Shortcuts</source>
      <translation>&amp;Tastenkürzel</translation>
    </message>
    <message>
      <source>&amp;Stop</source>
      <translation>&amp;Beenden</translation>
    </message>
    <message>
      <source>&amp;Stop early and keep</source>
      <translation>&amp;Vorzeitig beenden und behalten</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>&amp;Rückgängig</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>&amp;Ansicht</translation>
    </message>
    <message>
      <source>A&amp;ll runs…</source>
      <translation>A&amp;lle Läufe…</translation>
    </message>
    <message>
      <source>A&amp;udit</source>
      <translation>A&amp;udit</translation>
    </message>
    <message>
      <source>Add &amp;clean data…</source>
      <translation>&amp;Saubere Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Add a &amp;folder of clean data…</source>
      <translation>&amp;Ordner mit sauberen Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Add a &amp;folder…</source>
      <translation>&amp;Ordner hinzufügen…</translation>
    </message>
    <message>
      <source>Add a &amp;poisoned set…</source>
      <translation>&amp;Vergifteten Satz hinzufügen…</translation>
    </message>
    <message>
      <source>Add o&amp;verlays…</source>
      <translation>&amp;Überlagerungen hinzufügen…</translation>
    </message>
    <message>
      <source>Always dark</source>
      <translation>Immer dunkel</translation>
    </message>
    <message>
      <source>Always light</source>
      <translation>Immer hell</translation>
    </message>
    <message>
      <source>As the &amp;system</source>
      <translation>Wie das &amp;System</translation>
    </message>
    <message>
      <source>Be led through the five steps on the embedded demo</source>
      <translation>Durch die fünf Schritte an der mitgelieferten Demo führen lassen</translation>
    </message>
    <message>
      <source>C&amp;hange settings…</source>
      <translation>&amp;Einstellungen ändern…</translation>
    </message>
    <message>
      <source>C&amp;lose file</source>
      <translation>Da&amp;tei schließen</translation>
    </message>
    <message>
      <source>Choose &amp;architecture…</source>
      <translation>&amp;Architektur wählen…</translation>
    </message>
    <message>
      <source>Choose a &amp;folder of models…</source>
      <translation>&amp;Ordner mit Netzen wählen…</translation>
    </message>
    <message>
      <source>Choose a folder of images known to carry no trigger</source>
      <translation>Einen Ordner mit Bildern wählen, die sicher keinen Auslöser tragen</translation>
    </message>
    <message>
      <source>Choose a folder of pictures to screen</source>
      <translation>Einen Ordner mit zu prüfenden Bildern wählen</translation>
    </message>
    <message>
      <source>Choose how images are prepared for the network</source>
      <translation>Wählen, wie Bilder für das Netz vorbereitet werden</translation>
    </message>
    <message>
      <source>Choose i&amp;mage preprocessing…</source>
      <translation>Bi&amp;ldvorverarbeitung wählen…</translation>
    </message>
    <message>
      <source>Choose image si&amp;ze…</source>
      <translation>B&amp;ildgröße wählen…</translation>
    </message>
    <message>
      <source>Choose images known to carry no trigger</source>
      <translation>Bilder wählen, die sicher keinen Auslöser tragen</translation>
    </message>
    <message>
      <source>Choose language, appearance and text size</source>
      <translation>Sprache, Erscheinungsbild und Textgröße wählen</translation>
    </message>
    <message>
      <source>Choose layer, budget, recipe, epochs and FRR</source>
      <translation>Schicht, Budget, Rezept, Epochen und FRR wählen</translation>
    </message>
    <message>
      <source>Choose o&amp;utput…</source>
      <translation>Aus&amp;gang wählen…</translation>
    </message>
    <message>
      <source>Choose one of several outputs of the network tried last</source>
      <translation>Einen von mehreren Ausgängen des zuletzt versuchten Netzes wählen</translation>
    </message>
    <message>
      <source>Choose pictures, .h5 or .npz files to screen</source>
      <translation>Zu prüfende Bilder, .h5- oder .npz-Dateien wählen</translation>
    </message>
    <message>
      <source>Choose the file with the architecture for the weights opened last</source>
      <translation>Die Datei mit der Architektur für die zuletzt geöffneten Gewichte wählen</translation>
    </message>
    <message>
      <source>Choose the images that STRIP superimposes on every input</source>
      <translation>Die Bilder wählen, die STRIP über jede Eingabe legt</translation>
    </message>
    <message>
      <source>Choose the models to audit</source>
      <translation>Die Netze wählen, die untersucht werden sollen</translation>
    </message>
    <message>
      <source>Choose triggered images; they are displayed and decide nothing</source>
      <translation>Bilder mit Auslöser wählen; sie werden gezeigt und entscheiden nichts</translation>
    </message>
    <message>
      <source>Close the open file and show the start page</source>
      <translation>Die offene Datei schließen und die Startseite zeigen</translation>
    </message>
    <message>
      <source>Compare the repairs of this BadNet, and choose one as the GoodNet</source>
      <translation>Die Reparaturen dieses BadNets vergleichen und eine davon als GoodNet wählen</translation>
    </message>
    <message>
      <source>Con&amp;tinue the interrupted repair</source>
      <translation>Die un&amp;terbrochene Reparatur fortsetzen</translation>
    </message>
    <message>
      <source>Continue the repair that was running when GoodNet last ended</source>
      <translation>Die Reparatur fortsetzen, die lief, als GoodNet zuletzt endete</translation>
    </message>
    <message>
      <source>Copy all fla&amp;gged to a folder…</source>
      <translation>Alle gemeldeten in einen Ordner &amp;kopieren…</translation>
    </message>
    <message>
      <source>Copy the chosen image as the network sees it</source>
      <translation>Das gewählte Bild kopieren, wie das Netz es sieht</translation>
    </message>
    <message>
      <source>Copy the files of every flagged image into a folder</source>
      <translation>Die Dateien aller gemeldeten Bilder in einen Ordner kopieren</translation>
    </message>
    <message>
      <source>Copy the p&amp;icture</source>
      <translation>&amp;Bild kopieren</translation>
    </message>
    <message>
      <source>Copy what is selected as text</source>
      <translation>Die Auswahl als Text kopieren</translation>
    </message>
    <message>
      <source>Cut pictures of another shape to the middle</source>
      <translation>Bilder anderer Form auf die Mitte zuschneiden</translation>
    </message>
    <message>
      <source>Do without the files that hold pictures of another shape</source>
      <translation>Die Dateien mit Bildern anderer Form weglassen</translation>
    </message>
    <message>
      <source>End GoodNet</source>
      <translation>GoodNet beenden</translation>
    </message>
    <message>
      <source>Export &amp;guard…</source>
      <translation>Wäc&amp;hter exportieren…</translation>
    </message>
    <message>
      <source>Find rows by file or class</source>
      <translation>Zeilen nach Datei oder Klasse suchen</translation>
    </message>
    <message>
      <source>Finish now and keep the results so far</source>
      <translation>Jetzt abschließen und die bisherigen Ergebnisse behalten</translation>
    </message>
    <message>
      <source>Follow the system's light and dark</source>
      <translation>Hell und Dunkel des Systems folgen</translation>
    </message>
    <message>
      <source>Give the size of the images, for a network that takes any</source>
      <translation>Die Bildgröße angeben, für ein Netz, das jede nimmt</translation>
    </message>
    <message>
      <source>Guided &amp;demo</source>
      <translation>Geführte &amp;Demo</translation>
    </message>
    <message>
      <source>Inspect and scan each model; finished rows are kept</source>
      <translation>Jedes Netz ansehen und durchsuchen; fertige Zeilen bleiben</translation>
    </message>
    <message>
      <source>Keep the finished verdicts and skip the rest</source>
      <translation>Fertige Urteile behalten und den Rest auslassen</translation>
    </message>
    <message>
      <source>Lear&amp;n from flagged pictures…</source>
      <translation>Aus gemeldeten Bildern ler&amp;nen…</translation>
    </message>
    <message>
      <source>Load class &amp;names…</source>
      <translation>&amp;Klassennamen laden…</translation>
    </message>
    <message>
      <source>Look at the flagged pictures that crowd a class, and unlearn their trigger</source>
      <translation>Gemeldete Bilder ansehen, die sich in einer Klasse häufen, und ihren Auslöser verlernen</translation>
    </message>
    <message>
      <source>Mark a false alarm or a missed image, or remove the mark</source>
      <translation>Einen Fehlalarm oder ein übersehenes Bild markieren, oder die Markierung wegnehmen</translation>
    </message>
    <message>
      <source>Measure the clean data for a screen alone, which needs fewer images</source>
      <translation>Die sauberen Daten nur für die Prüfung messen; dafür reichen weniger Bilder</translation>
    </message>
    <message>
      <source>Mo&amp;ve all flagged to a folder…</source>
      <translation>Alle gemeldeten in einen Ordner &amp;verschieben…</translation>
    </message>
    <message>
      <source>Move the files of every flagged image into a folder</source>
      <translation>Die Dateien aller gemeldeten Bilder in einen Ordner verschieben</translation>
    </message>
    <message>
      <source>Name the classes from a text, CSV or JSON file</source>
      <translation>Die Klassen aus einer Text-, CSV- oder JSON-Datei benennen</translation>
    </message>
    <message>
      <source>Open &amp;log folder</source>
      <translation>&amp;Protokollordner öffnen</translation>
    </message>
    <message>
      <source>Open &amp;recent</source>
      <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Open &amp;table</source>
      <translation>&amp;Tabelle öffnen</translation>
    </message>
    <message>
      <source>Open a BadNet or a GoodNet; it is checked first</source>
      <translation>Ein BadNet oder GoodNet öffnen; es wird zuerst geprüft</translation>
    </message>
    <message>
      <source>Open or screen the files or the picture on the clipboard</source>
      <translation>Dateien oder Bild aus der Zwischenablage öffnen oder prüfen</translation>
    </message>
    <message>
      <source>Open the &amp;demo</source>
      <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
      <source>Open the chosen image with the system's own program</source>
      <translation>Das gewählte Bild mit dem Programm des Systems öffnen</translation>
    </message>
    <message>
      <source>Open the chosen model on the BadNet page</source>
      <translation>Das gewählte Netz auf der Seite BadNet öffnen</translation>
    </message>
    <message>
      <source>Open the guide at the section on this page</source>
      <translation>Das Handbuch beim Abschnitt über diese Seite öffnen</translation>
    </message>
    <message>
      <source>Open the page that links all reports</source>
      <translation>Die Seite öffnen, die auf alle Berichte verweist</translation>
    </message>
    <message>
      <source>Pause the repair, or continue it</source>
      <translation>Die Reparatur anhalten oder fortsetzen</translation>
    </message>
    <message>
      <source>Pref&amp;erences…</source>
      <translation>Ei&amp;nstellungen…</translation>
    </message>
    <message>
      <source>Put black borders around pictures of another shape</source>
      <translation>Bilder anderer Form mit schwarzen Rändern auffüllen</translation>
    </message>
    <message>
      <source>Re&amp;move</source>
      <translation>&amp;Entfernen</translation>
    </message>
    <message>
      <source>Remove the rows again</source>
      <translation>Die Zeilen erneut entfernen</translation>
    </message>
    <message>
      <source>Remove the selected rows from the table; no file is changed</source>
      <translation>Die ausgewählten Zeilen aus der Tabelle entfernen; keine Datei wird geändert</translation>
    </message>
    <message>
      <source>Repair the BadNet with the settings shown</source>
      <translation>Das BadNet mit den gezeigten Einstellungen reparieren</translation>
    </message>
    <message>
      <source>Repor&amp;t</source>
      <translation>Beri&amp;cht</translation>
    </message>
    <message>
      <source>Return the threshold to its calibrated value</source>
      <translation>Die Schwelle auf ihren kalibrierten Wert zurücksetzen</translation>
    </message>
    <message>
      <source>Reverse t&amp;he order</source>
      <translation>Reihenfolge &amp;umkehren</translation>
    </message>
    <message>
      <source>Reverse the sort order of the rows</source>
      <translation>Die Sortierung der Zeilen umkehren</translation>
    </message>
    <message>
      <source>S&amp;ee the image large</source>
      <translation>Bild &amp;groß zeigen</translation>
    </message>
    <message>
      <source>S&amp;top screening</source>
      <translation>Prüfung be&amp;enden</translation>
    </message>
    <message>
      <source>Save repor&amp;t…</source>
      <translation>Beri&amp;cht speichern…</translation>
    </message>
    <message>
      <source>Save the repaired network alone, for stock Keras</source>
      <translation>Nur das reparierte Netz speichern, für übliches Keras</translation>
    </message>
    <message>
      <source>Save the repaired network and its screen as one file</source>
      <translation>Das reparierte Netz und seine Prüfung in einer Datei speichern</translation>
    </message>
    <message>
      <source>Save the table as CSV</source>
      <translation>Die Tabelle als CSV speichern</translation>
    </message>
    <message>
      <source>Screen onl&amp;y</source>
      <translation>Nur &amp;Prüfung</translation>
    </message>
    <message>
      <source>See all steps on an embedded BadNet for traffic signs</source>
      <translation>Alle Schritte an einem mitgelieferten BadNet für Verkehrszeichen sehen</translation>
    </message>
    <message>
      <source>Select &amp;all</source>
      <translation>&amp;Alles auswählen</translation>
    </message>
    <message>
      <source>Select every row that is shown</source>
      <translation>Alle gezeigten Zeilen auswählen</translation>
    </message>
    <message>
      <source>Show &amp;clean only</source>
      <translation>Nur &amp;saubere zeigen</translation>
    </message>
    <message>
      <source>Show &amp;poisoned only</source>
      <translation>Nu&amp;r vergiftete zeigen</translation>
    </message>
    <message>
      <source>Show a&amp;ll</source>
      <translation>&amp;Alle zeigen</translation>
    </message>
    <message>
      <source>Show every row</source>
      <translation>Alle Zeilen zeigen</translation>
    </message>
    <message>
      <source>Show every shortcut</source>
      <translation>Alle Tastenkürzel zeigen</translation>
    </message>
    <message>
      <source>Show in fol&amp;der</source>
      <translation>&amp;Im Ordner zeigen</translation>
    </message>
    <message>
      <source>Show the Audit page</source>
      <translation>Die Seite Audit zeigen</translation>
    </message>
    <message>
      <source>Show the BadNet page</source>
      <translation>Die Seite BadNet zeigen</translation>
    </message>
    <message>
      <source>Show the Repair page</source>
      <translation>Die Seite Reparatur zeigen</translation>
    </message>
    <message>
      <source>Show the Report page</source>
      <translation>Die Seite Bericht zeigen</translation>
    </message>
    <message>
      <source>Show the Screening page</source>
      <translation>Die Seite Prüfung zeigen</translation>
    </message>
    <message>
      <source>Show the folder of the selected image</source>
      <translation>Den Ordner zeigen, in dem das gewählte Bild liegt</translation>
    </message>
    <message>
      <source>Show the folder with the logs</source>
      <translation>Den Ordner der Protokolle zeigen</translation>
    </message>
    <message>
      <source>Show the open network with its branches, and each layer's facts</source>
      <translation>Das offene Netz mit seinen Zweigen und den Angaben zu jeder Schicht zeigen</translation>
    </message>
    <message>
      <source>Show the rows with the verdict clean</source>
      <translation>Die Zeilen mit dem Urteil sauber zeigen</translation>
    </message>
    <message>
      <source>Show the rows with the verdict poisoned</source>
      <translation>Die Zeilen mit dem Urteil vergiftet zeigen</translation>
    </message>
    <message>
      <source>Show the selected image large, with the places where the BadNet looks</source>
      <translation>Das gewählte Bild groß zeigen, mit den Stellen, auf die das BadNet achtet</translation>
    </message>
    <message>
      <source>Show the window on the full screen, or leave full screen</source>
      <translation>Das Fenster im Vollbild zeigen, oder das Vollbild verlassen</translation>
    </message>
    <message>
      <source>Sort by the ne&amp;xt column</source>
      <translation>Nach &amp;der nächsten Spalte sortieren</translation>
    </message>
    <message>
      <source>Sort the rows by the next column; after the last one, by arrival</source>
      <translation>Die Zeilen nach der nächsten Spalte sortieren; nach der letzten in der Reihenfolge der Ankunft</translation>
    </message>
    <message>
      <source>Stop the audit and keep the finished rows</source>
      <translation>Das Audit beenden und die fertigen Zeilen behalten</translation>
    </message>
    <message>
      <source>Stop the repair and discard its work</source>
      <translation>Die Reparatur beenden und ihre Arbeit verwerfen</translation>
    </message>
    <message>
      <source>Stretc&amp;hed pictures</source>
      <translation>Ve&amp;rzerrte Bilder</translation>
    </message>
    <message>
      <source>Undo the last removal of rows</source>
      <translation>Das letzte Entfernen von Zeilen zurücknehmen</translation>
    </message>
    <message>
      <source>Use the BadNet's own answers instead of the labels</source>
      <translation>Statt der Labels die eigenen Antworten des BadNets verwenden</translation>
    </message>
    <message>
      <source>Version and licence</source>
      <translation>Version und Lizenz</translation>
    </message>
    <message>
      <source>Write all results as HTML, PDF, Markdown or JSON</source>
      <translation>Alle Ergebnisse als HTML, PDF, Markdown oder JSON schreiben</translation>
    </message>
    <message>
      <source>Write the whole guard for programs without GoodNet</source>
      <translation>Den ganzen Wächter für Programme ohne GoodNet schreiben</translation>
    </message>
  </context>
  <context>
    <name>Application</name>
    <message>
      <source>GoodNet ended unexpectedly last time.</source>
      <translation>GoodNet wurde das letzte Mal unerwartet beendet.</translation>
    </message>
    <message>
      <source>This was running: {job}</source>
      <translation>Dies lief gerade: {job}</translation>
    </message>
  </context>
  <context>
    <name>Attention</name>
    <message>
      <source>{what}: over</source>
      <translation>{what}: beendet</translation>
    </message>
  </context>
  <context>
    <name>AuditPage</name>
    <message>
      <source>Add a folder of clean data</source>
      <translation>Einen Ordner sauberer Daten hinzufügen</translation>
    </message>
    <message>
      <source>Add clean data</source>
      <translation>Saubere Daten hinzufügen</translation>
    </message>
    <message>
      <source>Add clean data: drop it here, or choose it with “Add…”.</source>
      <translation>Saubere Daten hinzufügen: hier ablegen oder mit „Hinzufügen…“ wählen.</translation>
    </message>
    <message>
      <source>Add models</source>
      <translation>Netze hinzufügen</translation>
    </message>
    <message>
      <source>Audit</source>
      <translation>Audit</translation>
    </message>
    <message>
      <source>Audit, about {time} left</source>
      <translation>Audit, noch etwa {time}</translation>
    </message>
    <message>
      <source>Audited {count} models; the table is in {folder}.</source>
      <translation>{count} Netze untersucht; die Tabelle liegt in {folder}.</translation>
    </message>
    <message>
      <source>Choose a folder for the table and the reports</source>
      <translation>Einen Ordner für Tabelle und Berichte wählen</translation>
    </message>
    <message>
      <source>Choose a folder of models</source>
      <translation>Einen Ordner mit Netzen wählen</translation>
    </message>
    <message>
      <source>Choose a folder…</source>
      <translation>Ordner wählen…</translation>
    </message>
    <message>
      <source>Ctrl+Shift+A, or drop .h5 and .keras files</source>
      <translation>Strg+Umschalt+A, oder .h5- und .keras-Dateien ablegen</translation>
    </message>
    <message>
      <source>Drop a folder of models here</source>
      <translation>Hier einen Ordner mit Netzen ablegen</translation>
    </message>
    <message>
      <source>Each one is checked before anything in it could run, then scanned for backdoors.
Unsafe and damaged files are rows, too.</source>
      <translation>Jedes wird geprüft, bevor etwas darin laufen könnte, dann nach Hintertüren durchsucht.
Auch unsichere und beschädigte Dateien bekommen eine Zeile.</translation>
    </message>
    <message>
      <source>Images (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;All files (*)</source>
      <translation>Bilder (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Inspect and scan many models, and get one table.</source>
      <translation>Viele Netze ansehen und durchsuchen; das Ergebnis ist eine Tabelle.</translation>
    </message>
    <message>
      <source>Looking at the models…</source>
      <translation>Die Netze werden angesehen…</translation>
    </message>
    <message>
      <source>Many models</source>
      <translation>Viele Netze</translation>
    </message>
    <message>
      <source>Models finished: {count}</source>
      <translation>Fertige Netze: {count}</translation>
    </message>
    <message>
      <source>Networks (*.h5 *.hdf5 *.keras);;All files (*)</source>
      <translation>Netze (*.h5 *.hdf5 *.keras);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Open a row with Enter. “No backdoor found” is no proof.</source>
      <translation>Enter öffnet eine Zeile. Kein Fund ist kein Beweis.</translation>
    </message>
    <message>
      <source>Open model</source>
      <translation>Netz öffnen</translation>
    </message>
    <message>
      <source>Open table</source>
      <translation>Tabelle öffnen</translation>
    </message>
    <message>
      <source>Ready to run</source>
      <translation>Startbereit</translation>
    </message>
    <message>
      <source>Run audit</source>
      <translation>Audit starten</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Stopped. {count} finished rows are kept; running again continues from there.</source>
      <translation>Beendet. {count} fertige Zeilen bleiben; ein neuer Start macht dort weiter.</translation>
    </message>
    <message>
      <source>now {name}</source>
      <translation>jetzt {name}</translation>
    </message>
    <message>
      <source>{bad} of {all} suspicious</source>
      <translation>{bad} von {all} verdächtig</translation>
    </message>
    <message>
      <source>{count} finished</source>
      <translation>{count} fertig</translation>
    </message>
  </context>
  <context>
    <name>AuditTable</name>
    <message>
      <source>Evidence</source>
      <translation>Beleg</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Outcome</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>Right-click to read more in the guide.</source>
      <translation>Rechtsklick, um mehr im Handbuch zu lesen.</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>target {targets}, anomaly index {index}</source>
      <translation>Ziel {targets}, Anomalieindex {index}</translation>
    </message>
  </context>
  <context>
    <name>AuditView</name>
    <message>
      <source>Audited models</source>
      <translation>Untersuchte Netze</translation>
    </message>
  </context>
  <context>
    <name>BlendStrip</name>
    <message>
      <source>Blends before these</source>
      <translation>Vorige Überblendungen</translation>
    </message>
    <message>
      <source>More blends</source>
      <translation>Weitere Überblendungen</translation>
    </message>
    <message>
      <source>{most} of {all} answer “{name}”</source>
      <translation>{most} von {all} antworten „{name}“</translation>
    </message>
  </context>
  <context>
    <name>CaughtView</name>
    <message>
      <source>Flagged pictures to learn from</source>
      <translation>Gemeldete Bilder, aus denen gelernt wird</translation>
    </message>
  </context>
  <context>
    <name>ChannelPlot</name>
    <message>
      <source>Plot of the channels' activations</source>
      <translation>Diagramm der Aktivierungen der Kanäle</translation>
    </message>
    <message>
      <source>activation</source>
      <translation>Aktivierung</translation>
    </message>
    <message>
      <source>channel</source>
      <translation>Kanal</translation>
    </message>
    <message>
      <source>channel {number}, pruned: {mean}</source>
      <translation>Kanal {number}, gestutzt: {mean}</translation>
    </message>
    <message>
      <source>channel {number}: {mean}</source>
      <translation>Kanal {number}: {mean}</translation>
    </message>
    <message>
      <source>mean activation</source>
      <translation>mittlere Aktivierung</translation>
    </message>
    <message>
      <source>pruned</source>
      <translation>gestutzt</translation>
    </message>
  </context>
  <context>
    <name>Choices</name>
    <message>
      <source>Looking at the models</source>
      <translation>Die Netze werden angesehen</translation>
    </message>
  </context>
  <context>
    <name>ChoicesCard</name>
    <message>
      <source>Contents of the report</source>
      <translation>Inhalt des Berichts</translation>
    </message>
    <message>
      <source>Shown above the first section, with today's date</source>
      <translation>Steht über dem ersten Abschnitt, mit dem heutigen Datum</translation>
    </message>
    <message>
      <source>Your note</source>
      <translation>Ihre Notiz</translation>
    </message>
  </context>
  <context>
    <name>ChosenImage</name>
    <message>
      <source>Computing the blends…</source>
      <translation>Überblendungen werden berechnet…</translation>
    </message>
    <message>
      <source>The blends follow the verdict.</source>
      <translation>Die Überblendungen folgen auf das Urteil.</translation>
    </message>
    <message>
      <source>The blends wait for: {what}</source>
      <translation>Die Überblendungen warten auf: {what}</translation>
    </message>
  </context>
  <context>
    <name>ClassBars</name>
    <message>
      <source>Plot of what is measured of each class</source>
      <translation>Diagramm dessen, was von jeder Klasse gemessen ist</translation>
    </message>
    <message>
      <source>class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>size (px)</source>
      <translation>Größe (px)</translation>
    </message>
  </context>
  <context>
    <name>ClassFigures</name>
    <message>
      <source>Least channel perturbation of each class</source>
      <translation>Kleinste Störung der Kanäle je Klasse</translation>
    </message>
    <message>
      <source>Margin of each class</source>
      <translation>Vorsprung jeder Klasse</translation>
    </message>
    <message>
      <source>Shortlist: a first trigger of each class</source>
      <translation>Engere Wahl: ein erster Auslöser je Klasse</translation>
    </message>
    <message>
      <source>Smallest additive trigger of each class</source>
      <translation>Kleinster additiver Auslöser je Klasse</translation>
    </message>
    <message>
      <source>Smallest patch of each class</source>
      <translation>Kleinster Fleck je Klasse</translation>
    </message>
    <message>
      <source>grey levels</source>
      <translation>Graustufen</translation>
    </message>
    <message>
      <source>in copy {number} that unlearned its classes</source>
      <translation>in Kopie {number}, die ihre Klassen verlernt hat</translation>
    </message>
    <message>
      <source>in images of full size</source>
      <translation>in Bildern voller Größe</translation>
    </message>
    <message>
      <source>largest: {value} of {name}</source>
      <translation>größter: {value} von {name}</translation>
    </message>
    <message>
      <source>least: {value} to {name}</source>
      <translation>kleinste: {value} zu {name}</translation>
    </message>
    <message>
      <source>margin</source>
      <translation>Vorsprung</translation>
    </message>
    <message>
      <source>perturbation</source>
      <translation>Störung</translation>
    </message>
    <message>
      <source>px per flip</source>
      <translation>px je Umschlag</translation>
    </message>
    <message>
      <source>round {number}</source>
      <translation>Runde {number}</translation>
    </message>
    <message>
      <source>size (px)</source>
      <translation>Größe (px)</translation>
    </message>
    <message>
      <source>smallest: {value} grey levels to {name}</source>
      <translation>kleinster: {value} Graustufen zu {name}</translation>
    </message>
    <message>
      <source>smallest: {value} px per flip to {name}</source>
      <translation>kleinster: {value} px je Umschlag zu {name}</translation>
    </message>
    <message>
      <source>smallest: {value} px to {name}</source>
      <translation>kleinster: {value} px zu {name}</translation>
    </message>
    <message>
      <source>{done} of {count} classes</source>
      <translation>{done} von {count} Klassen</translation>
    </message>
  </context>
  <context>
    <name>CleanDataCard</name>
    <message>
      <source>A folder of images…</source>
      <translation>Ein Ordner mit Bildern…</translation>
    </message>
    <message>
      <source>A poisoned set…</source>
      <translation>Ein vergifteter Satz…</translation>
    </message>
    <message>
      <source>ASR, {count} images</source>
      <translation>ASR, {count} Bilder</translation>
    </message>
    <message>
      <source>Add a set…</source>
      <translation>Satz hinzufügen…</translation>
    </message>
    <message>
      <source>Add clean data…</source>
      <translation>Saubere Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Add overlays…</source>
      <translation>Eigene hinzufügen…</translation>
    </message>
    <message>
      <source>Add…</source>
      <translation>Hinzufügen…</translation>
    </message>
    <message>
      <source>Clean accuracy</source>
      <translation>Saubere Genauigkeit</translation>
    </message>
    <message>
      <source>Clean accuracy, not measured</source>
      <translation>Saubere Genauigkeit, nicht gemessen</translation>
    </message>
    <message>
      <source>Clean data</source>
      <translation>Saubere Daten</translation>
    </message>
    <message>
      <source>Ctrl+D, or Ctrl+Shift+F for a folder</source>
      <translation>Strg+D, oder Strg+Umschalt+F für einen Ordner</translation>
    </message>
    <message>
      <source>Data files…</source>
      <translation>Datendateien…</translation>
    </message>
    <message>
      <source>Displays the attack; no decision uses it</source>
      <translation>Zeigt den Angriff; keine Entscheidung verwendet es</translation>
    </message>
    <message>
      <source>Drop clean data here</source>
      <translation>Saubere Daten hier ablegen</translation>
    </message>
    <message>
      <source>Files of clean data</source>
      <translation>Dateien der sauberen Daten</translation>
    </message>
    <message>
      <source>Ignore labels</source>
      <translation>Labels weglassen</translation>
    </message>
    <message>
      <source>Images known to carry no trigger: .h5, .npz or a folder.
Repairing, measuring and calibrating all need them.</source>
      <translation>Bilder, die sicher keinen Auslöser tragen: .h5, .npz oder ein Ordner.
Reparieren, Messen und Kalibrieren brauchen sie.</translation>
    </message>
    <message>
      <source>Measuring how the BadNet answers…</source>
      <translation>Misst, wie das BadNet antwortet…</translation>
    </message>
    <message>
      <source>No poisoned set</source>
      <translation>Kein vergifteter Satz</translation>
    </message>
    <message>
      <source>Optional: displays the attack; no decision uses it</source>
      <translation>Freiwillig: zeigt den Angriff; keine Entscheidung verwendet es</translation>
    </message>
    <message>
      <source>Overlays</source>
      <translation>Überlagerungen</translation>
    </message>
    <message>
      <source>Overlays…</source>
      <translation>Überlagerungen…</translation>
    </message>
    <message>
      <source>Poisoned set, shown only</source>
      <translation>Vergifteter Satz, nur gezeigt</translation>
    </message>
    <message>
      <source>Poisoned sets</source>
      <translation>Vergiftete Sätze</translation>
    </message>
    <message>
      <source>Progress of measuring</source>
      <translation>Fortschritt des Messens</translation>
    </message>
    <message>
      <source>Take all data away</source>
      <translation>Alle Daten entfernen</translation>
    </message>
    <message>
      <source>Use labels</source>
      <translation>Labels verwenden</translation>
    </message>
    <message>
      <source>labelled</source>
      <translation>mit Labels</translation>
    </message>
    <message>
      <source>no labels: the BadNet's own answers are used instead</source>
      <translation>ohne Labels: stattdessen gelten die eigenen Antworten des BadNets</translation>
    </message>
    <message>
      <source>sampled from the clean data</source>
      <translation>zufällig gewählt</translation>
    </message>
    <message>
      <source>sampled from these images</source>
      <translation>zufällig aus diesen Bildern gewählt</translation>
    </message>
    <message>
      <source>without labels</source>
      <translation>ohne Labels</translation>
    </message>
    <message>
      <source>{count} images, {labels}</source>
      <translation>{count} Bilder, {labels}</translation>
    </message>
    <message>
      <source>{right} of {all} measuring images</source>
      <translation>{right} von {all} Messbildern</translation>
    </message>
  </context>
  <context>
    <name>CloseupWindow</name>
    <message>
      <source>Blends in which the class wins most clearly</source>
      <translation>Überblendungen, in denen die Klasse am deutlichsten gewinnt</translation>
    </message>
    <message>
      <source>Both networks answer {target} (lead {badnet} and {repaired} logits). The BadNet does so because of the bright places.</source>
      <translation>Beide Netze antworten {target} (Vorsprung {badnet} und {repaired} Logits). Das BadNet tut es wegen der hellen Stellen.</translation>
    </message>
    <message>
      <source>Most informative blends</source>
      <translation>Aufschlussreichste Überblendungen</translation>
    </message>
    <message>
      <source>Show the map (Space)</source>
      <translation>Karte zeigen (Leertaste)</translation>
    </message>
    <message>
      <source>The BadNet answers {target} because of the bright places; the repaired network answers another class (lead {badnet} and {repaired} logits). The line surrounds the strongest tenth.</source>
      <translation>Das BadNet antwortet {target} wegen der hellen Stellen; das reparierte Netz antwortet eine andere Klasse (Vorsprung {badnet} und {repaired} Logits). Die Linie umgibt das stärkste Zehntel.</translation>
    </message>
    <message>
      <source>The image itself</source>
      <translation>Das Bild selbst</translation>
    </message>
    <message>
      <source>The image with the places where the BadNet looks</source>
      <translation>Das Bild mit den Stellen, auf die das BadNet achtet</translation>
    </message>
    <message>
      <source>The inverted trigger</source>
      <translation>Der invertierte Auslöser</translation>
    </message>
    <message>
      <source>The inverted trigger of this class</source>
      <translation>Der invertierte Auslöser dieser Klasse</translation>
    </message>
    <message>
      <source>The next image (Page Down)</source>
      <translation>Das nächste Bild (Bild ab)</translation>
    </message>
    <message>
      <source>The previous image (Page Up)</source>
      <translation>Das vorige Bild (Bild auf)</translation>
    </message>
    <message>
      <source>Wheel, + and −: zoom. Drag: move. Double-click or 0: all of it.</source>
      <translation>Mausrad, + und −: vergrößern. Ziehen: verschieben. Doppelklick oder 0: alles.</translation>
    </message>
    <message>
      <source>Where it looks</source>
      <translation>Wohin es sieht</translation>
    </message>
    <message>
      <source>Where the BadNet looks</source>
      <translation>Worauf das BadNet achtet</translation>
    </message>
  </context>
  <context>
    <name>Closeups</name>
    <message>
      <source>Computing where the BadNet looks…</source>
      <translation>Es wird berechnet, worauf das BadNet achtet…</translation>
    </message>
    <message>
      <source>The map follows the verdict.</source>
      <translation>Die Karte folgt auf das Urteil.</translation>
    </message>
    <message>
      <source>The map waits for: {what}</source>
      <translation>Die Karte wartet auf: {what}</translation>
    </message>
  </context>
  <context>
    <name>ConfigCard</name>
    <message>
      <source>Config of the file</source>
      <translation>Konfiguration der Datei</translation>
    </message>
    <message>
      <source>Evidence, read as text</source>
      <translation>Beleg, als Text gelesen</translation>
    </message>
    <message>
      <source>Finding before</source>
      <translation>Voriger Befund</translation>
    </message>
    <message>
      <source>Keras version</source>
      <translation>Keras-Version</translation>
    </message>
    <message>
      <source>Next finding</source>
      <translation>Nächster Befund</translation>
    </message>
    <message>
      <source>Nothing to show as text.</source>
      <translation>Als Text ist nichts zu zeigen.</translation>
    </message>
    <message>
      <source>Read as text, never run</source>
      <translation>Als Text gelesen, nie ausgeführt</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Where it is</source>
      <translation>Wo es steht</translation>
    </message>
    <message>
      <source>finding {number} of {count}</source>
      <translation>Befund {number} von {count}</translation>
    </message>
    <message>
      <source>{version}, as written</source>
      <translation>{version}, laut Datei</translation>
    </message>
  </context>
  <context>
    <name>ConfusionView</name>
    <message>
      <source>Confusion matrix of {classes} classes: {wrong} wrong answers</source>
      <translation>Verwechslungsmatrix von {classes} Klassen: {wrong} falsche Antworten</translation>
    </message>
    <message>
      <source>{images} of class {label} answered {answer}</source>
      <translation>{images} der Klasse {label} mit {answer} beantwortet</translation>
    </message>
  </context>
  <context>
    <name>CurvesCard</name>
    <message>
      <source>Clean accuracy falls as channels are pruned; the budget limits the loss.
Training then restores it. The defaults suit most repairs.</source>
      <translation>Die saubere Genauigkeit sinkt beim Stutzen; das Budget begrenzt den Verlust.
Das Training holt sie zurück. Die Einstellungen können so bleiben.</translation>
    </message>
    <message>
      <source>Ctrl+R runs the repair</source>
      <translation>Strg+R startet die Reparatur</translation>
    </message>
    <message>
      <source>How it goes</source>
      <translation>Wie es läuft</translation>
    </message>
    <message>
      <source>How it went</source>
      <translation>Wie es lief</translation>
    </message>
    <message>
      <source>Pruning</source>
      <translation>Stutzen</translation>
    </message>
    <message>
      <source>Searching for the trigger</source>
      <translation>Suche nach dem Auslöser</translation>
    </message>
    <message>
      <source>Stages</source>
      <translation>Schritte</translation>
    </message>
    <message>
      <source>The repair is shown here</source>
      <translation>Hier wird die Reparatur gezeigt</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>Training</translation>
    </message>
    <message>
      <source>What to show of the repair</source>
      <translation>Was von der Reparatur gezeigt wird</translation>
    </message>
    <message>
      <source>{accuracy} and ASR</source>
      <translation>{accuracy} und ASR</translation>
    </message>
    <message>
      <source>{what} against channels pruned</source>
      <translation>{what} beim Stutzen</translation>
    </message>
  </context>
  <context>
    <name>DataChoice</name>
    <message>
      <source>Add a folder of clean data</source>
      <translation>Ordner mit sauberen Daten hinzufügen</translation>
    </message>
    <message>
      <source>Add a poisoned set</source>
      <translation>Vergifteten Satz hinzufügen</translation>
    </message>
    <message>
      <source>Add clean data</source>
      <translation>Saubere Daten hinzufügen</translation>
    </message>
    <message>
      <source>Add overlays</source>
      <translation>Überlagerungen hinzufügen</translation>
    </message>
    <message>
      <source>Images (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;All files (*)</source>
      <translation>Bilder (*.h5 *.hdf5 *.npz *.npy *.tfrec*);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Looking at the data</source>
      <translation>Die Daten werden angesehen</translation>
    </message>
    <message>
      <source>Measured {count} clean images.</source>
      <translation>{count} saubere Bilder gemessen.</translation>
    </message>
    <message>
      <source>Measured {count} clean images: clean accuracy {share}.</source>
      <translation>{count} saubere Bilder gemessen: saubere Genauigkeit {share}.</translation>
    </message>
    <message>
      <source>Measuring clean data</source>
      <translation>Saubere Daten werden gemessen</translation>
    </message>
    <message>
      <source>Measuring how the BadNet answers…</source>
      <translation>Misst, wie das BadNet antwortet…</translation>
    </message>
    <message>
      <source>Reading clean data</source>
      <translation>Saubere Daten werden gelesen</translation>
    </message>
    <message>
      <source>The labels do not fit this network. Without labels, the BadNet's own answers are used instead.</source>
      <translation>Die Labels passen nicht zu diesem Netz. Ohne Labels gelten stattdessen die eigenen Antworten des BadNets.</translation>
    </message>
    <message>
      <source>Use these images without their labels?</source>
      <translation>Diese Bilder ohne ihre Labels verwenden?</translation>
    </message>
    <message>
      <source>Use without labels</source>
      <translation>Ohne Labels verwenden</translation>
    </message>
    <message>
      <source>Waiting for TensorFlow…</source>
      <translation>Wartet auf TensorFlow…</translation>
    </message>
  </context>
  <context>
    <name>DataFileList</name>
    <message>
      <source>labelled</source>
      <translation>mit Labels</translation>
    </message>
    <message>
      <source>looking…</source>
      <translation>wird angesehen…</translation>
    </message>
    <message>
      <source>several sizes</source>
      <translation>mehrere Größen</translation>
    </message>
    <message>
      <source>without labels</source>
      <translation>ohne Labels</translation>
    </message>
    <message>
      <source>{count} images</source>
      <translation>{count} Bilder</translation>
    </message>
    <message>
      <source>{own}, fitted to {taken}</source>
      <translation>{own}, angepasst an {taken}</translation>
    </message>
  </context>
  <context>
    <name>Dialogs</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>OK</source>
      <translation>OK</translation>
    </message>
  </context>
  <context>
    <name>Drops</name>
    <message>
      <source>Drop networks, class names and images one after another.</source>
      <translation>Netze, Klassennamen und Bilder bitte nacheinander ablegen.</translation>
    </message>
    <message>
      <source>Drop to add this as clean data.</source>
      <translation>Ablegen, um dies als saubere Daten hinzuzufügen.</translation>
    </message>
    <message>
      <source>Drop to audit these models.</source>
      <translation>Ablegen, um diese Netze zu untersuchen.</translation>
    </message>
    <message>
      <source>Drop to name the classes.</source>
      <translation>Ablegen, um die Klassen zu benennen.</translation>
    </message>
    <message>
      <source>Drop to open the network in this folder.</source>
      <translation>Ablegen, um das Netz in diesem Ordner zu öffnen.</translation>
    </message>
    <message>
      <source>Drop to open the network, or to add the images, in this file.</source>
      <translation>Ablegen, um das Netz dieser Datei zu öffnen oder ihre Bilder hinzuzufügen.</translation>
    </message>
    <message>
      <source>Drop to open. The file is checked first.</source>
      <translation>Ablegen zum Öffnen. Die Datei wird zuerst geprüft.</translation>
    </message>
    <message>
      <source>Drop to screen: each image gets a class and a verdict.</source>
      <translation>Ablegen zum Prüfen: Jedes Bild erhält eine Klasse und ein Urteil.</translation>
    </message>
    <message>
      <source>GoodNet does not download: save the file first.</source>
      <translation>GoodNet lädt nichts herunter: Die Datei bitte erst speichern.</translation>
    </message>
    <message>
      <source>Images are screened once the repair is done: drop them again then. Clean data is added on the BadNet page.</source>
      <translation>Bilder werden geprüft, sobald die Reparatur fertig ist: Bitte dann noch einmal ablegen. Saubere Daten werden auf der Seite BadNet hinzugefügt.</translation>
    </message>
    <message>
      <source>One network at a time: drop a single file.</source>
      <translation>Ein Netz nach dem anderen: bitte eine einzelne Datei ablegen.</translation>
    </message>
    <message>
      <source>Open a BadNet before naming its classes.</source>
      <translation>Erst ein BadNet öffnen, dann seine Klassen benennen.</translation>
    </message>
    <message>
      <source>Open a BadNet or a GoodNet first.</source>
      <translation>Bitte zuerst ein BadNet oder GoodNet öffnen.</translation>
    </message>
    <message>
      <source>Pictures are screened by a GoodNet: repair this BadNet first.</source>
      <translation>Bilder prüft ein GoodNet: Bitte zuerst dieses BadNet reparieren.</translation>
    </message>
    <message>
      <source>This is no network and no picture that GoodNet can read.</source>
      <translation>Das ist kein Netz und kein Bild, das GoodNet lesen kann.</translation>
    </message>
  </context>
  <context>
    <name>EntropyCard</name>
    <message>
      <source>An image is flagged if its weighted entropy is below it: one class wins in every blend.</source>
      <translation>Ein Bild wird gemeldet, wenn seine gewichtete Entropie darunter liegt: In jeder Überblendung gewinnt eine Klasse.</translation>
    </message>
    <message>
      <source>FRR</source>
      <translation>FRR</translation>
    </message>
    <message>
      <source>FRR in percent</source>
      <translation>FRR in Prozent</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>Zurücksetzen</translation>
    </message>
    <message>
      <source>Return the threshold to its calibrated value</source>
      <translation>Die Schwelle auf ihren kalibrierten Wert zurücksetzen</translation>
    </message>
    <message>
      <source>The share of clean images that may be flagged on average, by all votes together. All thresholds follow from it.</source>
      <translation>Der Anteil sauberer Bilder, der im Mittel gemeldet werden darf, von allen Stimmen zusammen. Alle Schwellen folgen daraus.</translation>
    </message>
    <message>
      <source>Threshold</source>
      <translation>Schwelle</translation>
    </message>
    <message>
      <source>Threshold in bits</source>
      <translation>Schwelle in Bit</translation>
    </message>
    <message>
      <source>bits</source>
      <translation>Bit</translation>
    </message>
    <message>
      <source>drag the line</source>
      <translation>Linie ziehen</translation>
    </message>
    <message>
      <source>flags {share}</source>
      <translation>meldet {share}</translation>
    </message>
    <message>
      <source>or its disagreement is above {share}</source>
      <translation>oder der Widerspruch über {share} liegt</translation>
    </message>
    <message>
      <source>the disagreement alone never flags</source>
      <translation>der Widerspruch allein meldet nie</translation>
    </message>
    <message>
      <source>was {bits}, {frr}</source>
      <translation>war {bits}, {frr}</translation>
    </message>
    <message>
      <source>{count} clean images</source>
      <translation>{count} saubere Bilder</translation>
    </message>
  </context>
  <context>
    <name>EntropyPlot</name>
    <message>
      <source>Threshold {bits} bits; arrow keys move it</source>
      <translation>Schwelle {bits} Bit; Pfeiltasten verschieben sie</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>und {count} weitere</translation>
    </message>
    <message>
      <source>clean image that calibrates</source>
      <translation>sauberes Bild, das kalibriert</translation>
    </message>
    <message>
      <source>clean images</source>
      <translation>saubere Bilder</translation>
    </message>
    <message>
      <source>image</source>
      <translation>Bild</translation>
    </message>
    <message>
      <source>verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>weighted entropy (bits)</source>
      <translation>gewichtete Entropie (Bit)</translation>
    </message>
    <message>
      <source>{low} to {high} bits: {count} clean images</source>
      <translation>{low} bis {high} Bit: {count} saubere Bilder</translation>
    </message>
  </context>
  <context>
    <name>EpochPlot</name>
    <message>
      <source>Plot of training over epochs</source>
      <translation>Diagramm des Trainings über den Epochen</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>kept: epoch {number}</source>
      <translation>behalten: Epoche {number}</translation>
    </message>
    <message>
      <source>share of images (%)</source>
      <translation>Anteil der Bilder (%)</translation>
    </message>
  </context>
  <context>
    <name>Finding</name>
    <message>
      <source>dangerous</source>
      <translation>gefährlich</translation>
    </message>
    <message>
      <source>not allowed</source>
      <translation>nicht erlaubt</translation>
    </message>
    <message>
      <source>not supported yet</source>
      <translation>noch nicht unterstützt</translation>
    </message>
    <message>
      <source>note</source>
      <translation>Hinweis</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>Warnung</translation>
    </message>
  </context>
  <context>
    <name>Findings</name>
    <message>
      <source>one finding</source>
      <translation>ein Befund</translation>
    </message>
    <message>
      <source>{count} findings, {dangerous} of them dangerous</source>
      <translation>{count} Befunde, davon {dangerous} gefährlich</translation>
    </message>
  </context>
  <context>
    <name>Fixes</name>
    <message>
      <source>A running repair keeps the data it began with. {time} of work would be lost. The repair continues while you decide.</source>
      <translation>Eine laufende Reparatur behält die Daten, mit denen sie begann. {time} Arbeit gingen verloren. Die Reparatur läuft weiter, während Sie entscheiden.</translation>
    </message>
    <message>
      <source>Cancel the repair</source>
      <translation>Reparatur abbrechen</translation>
    </message>
    <message>
      <source>Cancel the repair and change its data?</source>
      <translation>Reparatur abbrechen und ihre Daten ändern?</translation>
    </message>
    <message>
      <source>Continue the repair</source>
      <translation>Reparatur fortsetzen</translation>
    </message>
  </context>
  <context>
    <name>Gallery</name>
    <message>
      <source>Screened images as a gallery</source>
      <translation>Geprüfte Bilder als Galerie</translation>
    </message>
  </context>
  <context>
    <name>GoodNetFiles</name>
    <message>
      <source>Export .h5</source>
      <translation>.h5 exportieren</translation>
    </message>
    <message>
      <source>Export guard</source>
      <translation>Wächter exportieren</translation>
    </message>
    <message>
      <source>Exported {name}, the guard with these votes: {votes}.</source>
      <translation>{name} exportiert, der Wächter mit diesen Stimmen: {votes}.</translation>
    </message>
    <message>
      <source>Exported {name}: the repaired network alone, without the screen.</source>
      <translation>{name} exportiert: nur das reparierte Netz, ohne die Prüfung.</translation>
    </message>
    <message>
      <source>GoodNet (*.goodnet)</source>
      <translation>GoodNet (*.goodnet)</translation>
    </message>
    <message>
      <source>It does not have: {votes}.</source>
      <translation>Es fehlen ihm: {votes}.</translation>
    </message>
    <message>
      <source>Keras network (*.h5)</source>
      <translation>Keras-Netz (*.h5)</translation>
    </message>
    <message>
      <source>Save GoodNet</source>
      <translation>GoodNet speichern</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>{name} gespeichert.</translation>
    </message>
    <message>
      <source>SavedModel, a folder (*.savedmodel);;ONNX (*.onnx);;Keras, without STRIP (*.keras)</source>
      <translation>SavedModel, ein Ordner (*.savedmodel);;ONNX (*.onnx);;Keras, ohne STRIP (*.keras)</translation>
    </message>
    <message>
      <source>Writing {name}</source>
      <translation>{name} wird geschrieben</translation>
    </message>
    <message>
      <source>{name} is one of the files that were read; choose another name.</source>
      <translation>{name} ist eine der gelesenen Dateien; bitte einen anderen Namen wählen.</translation>
    </message>
  </context>
  <context>
    <name>GraphView</name>
    <message>
      <source>Graph of the layers</source>
      <translation>Graph der Schichten</translation>
    </message>
  </context>
  <context>
    <name>GraphWindow</name>
    <message>
      <source>Activation of each channel</source>
      <translation>Aktivierung jedes Kanals</translation>
    </message>
    <message>
      <source>Inputs</source>
      <translation>Eingaben</translation>
    </message>
    <message>
      <source>Layers of {name}</source>
      <translation>Schichten von {name}</translation>
    </message>
    <message>
      <source>None of the {all} channels was pruned.</source>
      <translation>Keiner der {all} Kanäle wurde gestutzt.</translation>
    </message>
    <message>
      <source>Output shape</source>
      <translation>Ausgabeform</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alles zeigen</translation>
    </message>
    <message>
      <source>The wheel zooms, dragging moves.</source>
      <translation>Das Mausrad zoomt, Ziehen verschiebt.</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>Gewichte</translation>
    </message>
    <message>
      <source>{low} to {high}</source>
      <translation>{low} bis {high}</translation>
    </message>
    <message>
      <source>{pruned} of {all} channels were pruned; they are lighter.</source>
      <translation>{pruned} von {all} Kanälen wurden gestutzt; sie sind heller.</translation>
    </message>
  </context>
  <context>
    <name>GuideWindow</name>
    <message>
      <source>Guide</source>
      <translation>Handbuch</translation>
    </message>
    <message>
      <source>Headings of the guide</source>
      <translation>Überschriften des Handbuchs</translation>
    </message>
    <message>
      <source>Search the guide</source>
      <translation>Handbuch durchsuchen</translation>
    </message>
    <message>
      <source>Text of the guide</source>
      <translation>Text des Handbuchs</translation>
    </message>
    <message>
      <source>The guide was not installed.</source>
      <translation>Das Handbuch wurde nicht installiert.</translation>
    </message>
  </context>
  <context>
    <name>Help</name>
    <message>
      <source>Read about this in the guide</source>
      <translation>Im Handbuch nachlesen</translation>
    </message>
  </context>
  <context>
    <name>ImagePanel</name>
    <message>
      <source>All votes are calibrated together, so that the FRR holds.</source>
      <translation>Alle Stimmen sind gemeinsam kalibriert, damit die FRR gilt.</translation>
    </message>
    <message>
      <source>BadNet</source>
      <translation>BadNet</translation>
    </message>
    <message>
      <source>Blended with clean images, most images lose their class; a trigger keeps its own.</source>
      <translation>Mit sauberen Bildern überblendet, verlieren die meisten Bilder ihre Klasse; ein Auslöser behält die seine.</translation>
    </message>
    <message>
      <source>Choose a row or a mark to see the image and its blends.</source>
      <translation>Eine Zeile oder Marke wählen, um das Bild und seine Überblendungen zu sehen.</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>Double-click or Space: see it large, with the places where the BadNet looks</source>
      <translation>Doppelklick oder Leertaste: groß zeigen, mit den Stellen, auf die das BadNet achtet</translation>
    </message>
    <message>
      <source>No image chosen</source>
      <translation>Kein Bild gewählt</translation>
    </message>
    <message>
      <source>Repaired</source>
      <translation>Repariert</translation>
    </message>
    <message>
      <source>The chosen image</source>
      <translation>Das gewählte Bild</translation>
    </message>
    <message>
      <source>The repaired network should not see a class that only a trigger causes.</source>
      <translation>Eine Klasse, die nur ein Auslöser bewirkt, sollte das reparierte Netz nicht sehen.</translation>
    </message>
    <message>
      <source>p-value</source>
      <translation>p-Wert</translation>
    </message>
  </context>
  <context>
    <name>ImageSize</name>
    <message>
      <source>Looking at the data</source>
      <translation>Die Daten werden angesehen</translation>
    </message>
  </context>
  <context>
    <name>IndexPlot</name>
    <message>
      <source>Plot of anomaly indices</source>
      <translation>Diagramm der Anomalieindizes</translation>
    </message>
    <message>
      <source>anomaly index</source>
      <translation>Anomalieindex</translation>
    </message>
    <message>
      <source>class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>class {number}: anomaly index {index}</source>
      <translation>Klasse {number}: Anomalieindex {index}</translation>
    </message>
    <message>
      <source>flip rate</source>
      <translation>Umschlagrate</translation>
    </message>
    <message>
      <source>index</source>
      <translation>Index</translation>
    </message>
    <message>
      <source>size of its trigger</source>
      <translation>Größe ihres Auslösers</translation>
    </message>
    <message>
      <source>unusual above 2</source>
      <translation>ungewöhnlich über 2</translation>
    </message>
  </context>
  <context>
    <name>Intake</name>
    <message>
      <source>Left out, no picture that GoodNet can read: {names}</source>
      <translation>Weggelassen, kein Bild, das GoodNet lesen kann: {names}</translation>
    </message>
    <message>
      <source>Looking at files</source>
      <translation>Dateien werden angesehen</translation>
    </message>
    <message>
      <source>The clean data of the audit is used here, too.</source>
      <translation>Die sauberen Daten des Audits werden auch hier verwendet.</translation>
    </message>
    <message>
      <source>The clipboard holds no file and no picture.</source>
      <translation>Die Zwischenablage enthält keine Datei und kein Bild.</translation>
    </message>
    <message>
      <source>The running repair does not use clean data that is added now.</source>
      <translation>Die laufende Reparatur benutzt saubere Daten nicht, die jetzt hinzugefügt werden.</translation>
    </message>
    <message>
      <source>There is no such file</source>
      <translation>Diese Datei gibt es nicht</translation>
    </message>
  </context>
  <context>
    <name>KeptCard</name>
    <message>
      <source>Above the budget line</source>
      <translation>Über der Budgetlinie</translation>
    </message>
    <message>
      <source>If stopped now</source>
      <translation>Bei Abschluss jetzt</translation>
    </message>
    <message>
      <source>If stopped now: epoch {number} kept</source>
      <translation>Bei Abschluss jetzt: Epoche {number} behalten</translation>
    </message>
    <message>
      <source>If stopped now: {count} channels pruned</source>
      <translation>Bei Abschluss jetzt: {count} Kanäle gestutzt</translation>
    </message>
    <message>
      <source>Nothing is pruned yet, so there is nothing to keep.</source>
      <translation>Noch ist nichts gestutzt, also ist nichts zu behalten.</translation>
    </message>
    <message>
      <source>Pruning alone rarely removes a backdoor.</source>
      <translation>Stutzen allein entfernt selten eine Hintertür.</translation>
    </message>
    <message>
      <source>The remaining network is measured and the screen calibrated.</source>
      <translation>Das verbleibende Netz wird gemessen und die Prüfung kalibriert.</translation>
    </message>
    <message>
      <source>{points} points</source>
      <translation>{points} Punkte</translation>
    </message>
  </context>
  <context>
    <name>LayerTable</name>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Output shape</source>
      <translation>Ausgabeform</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>Art</translation>
    </message>
  </context>
  <context>
    <name>LayersCard</name>
    <message>
      <source>Class names</source>
      <translation>Klassennamen</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Copy the SHA-256</source>
      <translation>SHA-256 kopieren</translation>
    </message>
    <message>
      <source>Graph…</source>
      <translation>Graph…</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>Eingabe</translation>
    </message>
    <message>
      <source>Keras version</source>
      <translation>Keras-Version</translation>
    </message>
    <message>
      <source>Layers of the network</source>
      <translation>Schichten des Netzes</translation>
    </message>
    <message>
      <source>Load names…</source>
      <translation>Namen laden…</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Was es ist</translation>
    </message>
    <message>
      <source>none, classes are shown as numbers</source>
      <translation>keine, Klassen erscheinen als Nummern</translation>
    </message>
    <message>
      <source>not written</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>pruned by default</source>
      <translation>wird gestutzt</translation>
    </message>
    <message>
      <source>{count} loaded</source>
      <translation>{count} geladen</translation>
    </message>
    <message>
      <source>{version}, as written</source>
      <translation>{version}, laut Datei</translation>
    </message>
  </context>
  <context>
    <name>LearnWindow</name>
    <message>
      <source>Add clean data…</source>
      <translation>Saubere Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Cancel and discard</source>
      <translation>Abbrechen und verwerfen</translation>
    </message>
    <message>
      <source>Caught pictures, not learned from, that still get class {name}</source>
      <translation>Gefangene Bilder, aus denen nicht gelernt wurde, mit der Antwort {name}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Discard it</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Learn from flagged pictures</source>
      <translation>Aus gemeldeten Bildern lernen</translation>
    </message>
    <message>
      <source>Learn from {count} pictures</source>
      <translation>Aus {count} Bildern lernen</translation>
    </message>
    <message>
      <source>Learned from {count} pictures that the BadNet takes for class {name}.</source>
      <translation>Aus {count} Bildern gelernt, die das BadNet für Klasse {name} hält.</translation>
    </message>
    <message>
      <source>Learning needs the clean data of the repair, and none is open.</source>
      <translation>Lernen braucht die sauberen Daten der Reparatur, und es sind keine offen.</translation>
    </message>
    <message>
      <source>Left out as probable false alarms: {count}.</source>
      <translation>Als wahrscheinliche Fehlalarme weggelassen: {count}.</translation>
    </message>
    <message>
      <source>Look at each picture. Take out those that you know to be clean (Space or a click on the mark). The network will unlearn what the others have in common.</source>
      <translation>Sehen Sie jedes Bild an. Nehmen Sie die heraus, von denen Sie wissen, dass sie sauber sind (Leertaste oder ein Klick auf das Häkchen). Das Netz verlernt, was die anderen gemeinsam haben.</translation>
    </message>
    <message>
      <source>Progress of learning</source>
      <translation>Fortschritt des Lernens</translation>
    </message>
    <message>
      <source>The new GoodNet replaces the old one, with its own screen. The images are screened again. The old one stays in All runs on the Repair page. Nothing is saved until you save it.</source>
      <translation>Das neue GoodNet ersetzt das alte und hat seine eigene Prüfung. Die Bilder werden neu geprüft. Das alte bleibt auf der Seite „Reparatur“ unter „Alle Läufe“. Nichts ist gespeichert, bis Sie es speichern.</translation>
    </message>
    <message>
      <source>The same of class {name} alone</source>
      <translation>Dasselbe für Klasse {name} allein</translation>
    </message>
    <message>
      <source>Use the new GoodNet</source>
      <translation>Das neue GoodNet verwenden</translation>
    </message>
    <message>
      <source>after</source>
      <translation>nachher</translation>
    </message>
    <message>
      <source>before</source>
      <translation>vorher</translation>
    </message>
    <message>
      <source>of</source>
      <translation>von</translation>
    </message>
  </context>
  <context>
    <name>Learner</name>
    <message>
      <source>Cancel and discard</source>
      <translation>Abbrechen und verwerfen</translation>
    </message>
    <message>
      <source>Cancel learning and discard it?</source>
      <translation>Lernen abbrechen und verwerfen?</translation>
    </message>
    <message>
      <source>Continue learning</source>
      <translation>Weiter lernen</translation>
    </message>
    <message>
      <source>Learning</source>
      <translation>Lernen</translation>
    </message>
    <message>
      <source>Waits for: {what}</source>
      <translation>Wartet auf: {what}</translation>
    </message>
    <message>
      <source>{time} of work would be lost. Learning continues while you decide.</source>
      <translation>{time} Arbeit gingen verloren. Das Lernen läuft weiter, während Sie entscheiden.</translation>
    </message>
  </context>
  <context>
    <name>Leaving</name>
    <message>
      <source>Cancel</source>
      <translation>Abbrechen</translation>
    </message>
    <message>
      <source>Cancel learning and open it</source>
      <translation>Lernen abbrechen und öffnen</translation>
    </message>
    <message>
      <source>Cancel the repair and open it</source>
      <translation>Reparatur abbrechen und öffnen</translation>
    </message>
    <message>
      <source>Cancel the screening and open it</source>
      <translation>Prüfung abbrechen und öffnen</translation>
    </message>
    <message>
      <source>Continue learning</source>
      <translation>Weiter lernen</translation>
    </message>
    <message>
      <source>Continue screening</source>
      <translation>Weiter prüfen</translation>
    </message>
    <message>
      <source>Continue the repair</source>
      <translation>Weiter reparieren</translation>
    </message>
    <message>
      <source>Leave without saving</source>
      <translation>Ohne Speichern verlassen</translation>
    </message>
    <message>
      <source>Leave {name} without saving?</source>
      <translation>{name} verlassen, ohne zu speichern?</translation>
    </message>
    <message>
      <source>Let it run</source>
      <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
      <source>Marks of wrong verdicts that are in no CSV: {count}.</source>
      <translation>Markierungen falscher Urteile, die in keiner CSV stehen: {count}.</translation>
    </message>
    <message>
      <source>One network is open at a time. Opening another one now discards the work of this job.</source>
      <translation>Es ist immer nur ein Netz geöffnet. Wird jetzt ein anderes geöffnet, wird die Arbeit dieser Aufgabe verworfen.</translation>
    </message>
    <message>
      <source>Open it when this is done</source>
      <translation>Danach öffnen</translation>
    </message>
    <message>
      <source>Open {name} while {job} is running?</source>
      <translation>{name} öffnen, während „{job}“ noch läuft?</translation>
    </message>
    <message>
      <source>Other runs that are not saved: {count}.</source>
      <translation>Andere Läufe, die nicht gespeichert sind: {count}.</translation>
    </message>
    <message>
      <source>Save CSV…</source>
      <translation>CSV speichern…</translation>
    </message>
    <message>
      <source>Save GoodNet…</source>
      <translation>GoodNet speichern…</translation>
    </message>
    <message>
      <source>Stop and close</source>
      <translation>Beenden und schließen</translation>
    </message>
    <message>
      <source>Stop and close the file</source>
      <translation>Beenden und Datei schließen</translation>
    </message>
    <message>
      <source>Stop and close?</source>
      <translation>Beenden und schließen?</translation>
    </message>
    <message>
      <source>The repaired network and its screen exist in this window only.</source>
      <translation>Das reparierte Netz und seine Prüfung gibt es nur in diesem Fenster.</translation>
    </message>
    <message>
      <source>{name} waits to be opened.</source>
      <translation>{name} wartet darauf, geöffnet zu werden.</translation>
    </message>
    <message>
      <source>{what} is still running. Its work so far will be discarded.</source>
      <translation>{what} läuft noch. Die bisherige Arbeit wird verworfen.</translation>
    </message>
  </context>
  <context>
    <name>LiveRepair</name>
    <message>
      <source>It is already stopping.</source>
      <translation>Die Reparatur hört schon auf.</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Networks (*.h5 *.hdf5 *.keras *.zip *.goodnet);;All files (*)</source>
      <translation>Netze (*.h5 *.hdf5 *.keras *.zip *.goodnet);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>TensorFlow is loading</source>
      <translation>TensorFlow wird geladen</translation>
    </message>
    <message>
      <source>TensorFlow ready</source>
      <translation>TensorFlow bereit</translation>
    </message>
    <message>
      <source>the demo</source>
      <translation>die Demo</translation>
    </message>
  </context>
  <context>
    <name>ModelHead</name>
    <message>
      <source>BadNet, {size}, in {folder}</source>
      <translation>BadNet, {size}, in {folder}</translation>
    </message>
    <message>
      <source>Find out what a downloaded image classifier is, repair it, and screen images with it.</source>
      <translation>Herausfinden, was ein heruntergeladener Bildklassifikator ist, ihn reparieren und Bilder damit prüfen.</translation>
    </message>
    <message>
      <source>Not loaded, and no code from it ran: {findings}.</source>
      <translation>Nicht geladen, und kein Code lief: {findings}.</translation>
    </message>
    <message>
      <source>Open a BadNet</source>
      <translation>Ein BadNet öffnen</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>safe to load</source>
      <translation>sicher zu laden</translation>
    </message>
  </context>
  <context>
    <name>ModelPage</name>
    <message>
      <source>Checking {name}</source>
      <translation>{name} wird geprüft</translation>
    </message>
    <message>
      <source>Continue to Repair</source>
      <translation>Weiter zur Reparatur</translation>
    </message>
    <message>
      <source>Copy findings</source>
      <translation>Befunde kopieren</translation>
    </message>
    <message>
      <source>Load class names</source>
      <translation>Klassennamen laden</translation>
    </message>
    <message>
      <source>Loaded {count} class names.</source>
      <translation>{count} Klassennamen geladen.</translation>
    </message>
    <message>
      <source>Names (*.txt *.csv *.json);;All files (*)</source>
      <translation>Namen (*.txt *.csv *.json);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>No file yet</source>
      <translation>Noch keine Datei</translation>
    </message>
    <message>
      <source>Open another…</source>
      <translation>Andere öffnen…</translation>
    </message>
    <message>
      <source>Opened {name} in {time}.</source>
      <translation>{name} in {time} geöffnet.</translation>
    </message>
    <message>
      <source>Opened {name}.</source>
      <translation>{name} geöffnet.</translation>
    </message>
    <message>
      <source>Opening the demo</source>
      <translation>Die Demo wird geöffnet</translation>
    </message>
    <message>
      <source>Opening {name}</source>
      <translation>{name} wird geöffnet</translation>
    </message>
    <message>
      <source>Reading class names</source>
      <translation>Klassennamen werden gelesen</translation>
    </message>
    <message>
      <source>Refused</source>
      <translation>Abgelehnt</translation>
    </message>
    <message>
      <source>Refused {name}: {findings}.</source>
      <translation>{name} abgelehnt: {findings}.</translation>
    </message>
    <message>
      <source>Safe, {classes} classes</source>
      <translation>Sicher, {classes} Klassen</translation>
    </message>
    <message>
      <source>The findings are on the clipboard.</source>
      <translation>Die Befunde sind in der Zwischenablage.</translation>
    </message>
    <message>
      <source>{name} was not opened.</source>
      <translation>{name} wurde nicht geöffnet.</translation>
    </message>
    <message>
      <source>{path} does not exist any more and was removed from the list.</source>
      <translation>{path} gibt es nicht mehr; der Eintrag wurde aus der Liste entfernt.</translation>
    </message>
  </context>
  <context>
    <name>Navigation</name>
    <message>
      <source>Pages</source>
      <translation>Seiten</translation>
    </message>
  </context>
  <context>
    <name>NoticeBar</name>
    <message>
      <source>Close this notice</source>
      <translation>Diesen Hinweis schließen</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>Einzelheiten</translation>
    </message>
    <message>
      <source>Details of the notice</source>
      <translation>Einzelheiten des Hinweises</translation>
    </message>
  </context>
  <context>
    <name>Notices</name>
    <message>
      <source>Add clean data…</source>
      <translation>Saubere Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Choose architecture…</source>
      <translation>Architektur wählen…</translation>
    </message>
    <message>
      <source>Choose output…</source>
      <translation>Ausgang wählen…</translation>
    </message>
    <message>
      <source>Choose preprocessing…</source>
      <translation>Vorverarbeitung wählen…</translation>
    </message>
    <message>
      <source>Choose size…</source>
      <translation>Größe wählen…</translation>
    </message>
    <message>
      <source>Continue the repair</source>
      <translation>Reparatur fortsetzen</translation>
    </message>
    <message>
      <source>Crop</source>
      <translation>Zuschneiden</translation>
    </message>
    <message>
      <source>Discard it</source>
      <translation>Verwerfen</translation>
    </message>
    <message>
      <source>Ignore labels</source>
      <translation>Labels weglassen</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Weglassen</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Öffnen…</translation>
    </message>
    <message>
      <source>Pad</source>
      <translation>Auffüllen</translation>
    </message>
    <message>
      <source>Save GoodNet…</source>
      <translation>GoodNet speichern…</translation>
    </message>
    <message>
      <source>Screen only</source>
      <translation>Nur Prüfung</translation>
    </message>
    <message>
      <source>See them…</source>
      <translation>Ansehen…</translation>
    </message>
    <message>
      <source>Something went wrong inside GoodNet: {what}.</source>
      <translation>In GoodNet ging etwas schief: {what}.</translation>
    </message>
  </context>
  <context>
    <name>OpenChoices</name>
    <message>
      <source>Architectures (*.json *.h5 *.hdf5 *.keras);;All files (*)</source>
      <translation>Architekturen (*.json *.h5 *.hdf5 *.keras);;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Choose an output</source>
      <translation>Ausgang wählen</translation>
    </message>
    <message>
      <source>Choose the architecture of {name}</source>
      <translation>Architektur von {name} wählen</translation>
    </message>
    <message>
      <source>Choose the image size</source>
      <translation>Bildgröße wählen</translation>
    </message>
    <message>
      <source>GoodNet repairs and screens one output. Which one?</source>
      <translation>GoodNet repariert und prüft einen Ausgang. Welchen?</translation>
    </message>
    <message>
      <source>Height x width in pixels, such as 224x224:</source>
      <translation>Höhe x Breite in Pixeln, etwa 224x224:</translation>
    </message>
  </context>
  <context>
    <name>OtherChecks</name>
    <message>
      <source>Show these checks</source>
      <translation>Diese Prüfungen zeigen</translation>
    </message>
    <message>
      <source>{count} other checks found nothing</source>
      <translation>{count} andere Prüfungen fanden nichts</translation>
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>Audit</source>
      <translation>Audit</translation>
    </message>
    <message>
      <source>BadNet</source>
      <translation>BadNet</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>Reparatur</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Screening</source>
      <translation>Prüfung</translation>
    </message>
  </context>
  <context>
    <name>Pair</name>
    <message>
      <source>{points} points, of stamped images</source>
      <translation>{points} Punkte, gestempelte Bilder</translation>
    </message>
    <message>
      <source>{points} points, {some} of {all}</source>
      <translation>{points} Punkte, {some} von {all}</translation>
    </message>
    <message>
      <source>{title}: before {before}, after {after}, {change}</source>
      <translation>{title}: vorher {before}, nachher {after}, {change}</translation>
    </message>
  </context>
  <context>
    <name>PartsBar</name>
    <message>
      <source>{count} calibration</source>
      <translation>{count} Kalibrieren</translation>
    </message>
    <message>
      <source>{count} fine-tuning</source>
      <translation>{count} Nachtrainieren</translation>
    </message>
    <message>
      <source>{count} measuring</source>
      <translation>{count} Messen</translation>
    </message>
    <message>
      <source>{count} overlays</source>
      <translation>{count} Überlagern</translation>
    </message>
    <message>
      <source>{count} pruning</source>
      <translation>{count} Stutzen</translation>
    </message>
    <message>
      <source>{count} stopping</source>
      <translation>{count} Beenden</translation>
    </message>
  </context>
  <context>
    <name>PerClassWindow</name>
    <message>
      <source>Accuracy of each class</source>
      <translation>Genauigkeit jeder Klasse</translation>
    </message>
    <message>
      <source>Agreement</source>
      <translation>Übereinstimmung</translation>
    </message>
    <message>
      <source>Answers of the BadNet</source>
      <translation>Antworten des BadNets</translation>
    </message>
    <message>
      <source>Answers of the BadNet (lines) and the repaired network (columns)</source>
      <translation>Antworten des BadNets (Zeilen) und des reparierten Netzes (Spalten)</translation>
    </message>
    <message>
      <source>BadNet</source>
      <translation>BadNet</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Confusion matrix</source>
      <translation>Verwechslungsmatrix</translation>
    </message>
    <message>
      <source>Each class before and after</source>
      <translation>Jede Klasse vorher und nachher</translation>
    </message>
    <message>
      <source>From {images} images that nothing was tuned on.</source>
      <translation>Aus {images} Bildern, auf die nichts abgestimmt wurde.</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>Network of the confusion matrix</source>
      <translation>Netz der Verwechslungsmatrix</translation>
    </message>
    <message>
      <source>Points</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>Repaired</source>
      <translation>Repariert</translation>
    </message>
    <message>
      <source>The matrix shows the {shown} classes with the most wrong answers.</source>
      <translation>Die Matrix zeigt die {shown} Klassen mit den meisten falschen Antworten.</translation>
    </message>
    <message>
      <source>The network was not changed.</source>
      <translation>Das Netz wurde nicht geändert.</translation>
    </message>
    <message>
      <source>There are no labels, and the network was not changed, so no accuracy was measured. The table counts the BadNet's answers.</source>
      <translation>Es gibt keine Labels, und das Netz wurde nicht geändert; deshalb wurde keine Genauigkeit gemessen. Die Tabelle zählt die Antworten des BadNets.</translation>
    </message>
    <message>
      <source>There are no labels: the BadNet's own answers stand in for them.</source>
      <translation>Es gibt keine Labels: die eigenen Antworten des BadNets stehen für sie.</translation>
    </message>
  </context>
  <context>
    <name>PlotKeeping</name>
    <message>
      <source>Drawing (*.svg)</source>
      <translation>Zeichnung (*.svg)</translation>
    </message>
    <message>
      <source>Picture (*.png)</source>
      <translation>Bild (*.png)</translation>
    </message>
    <message>
      <source>Save plot</source>
      <translation>Diagramm speichern</translation>
    </message>
    <message>
      <source>Saved the plot as {path}.</source>
      <translation>Diagramm als {path} gespeichert.</translation>
    </message>
    <message>
      <source>Values (*.csv)</source>
      <translation>Werte (*.csv)</translation>
    </message>
  </context>
  <context>
    <name>PlotTools</name>
    <message>
      <source>Copy as PNG</source>
      <translation>Als PNG kopieren</translation>
    </message>
    <message>
      <source>Copy as SVG</source>
      <translation>Als SVG kopieren</translation>
    </message>
    <message>
      <source>Copy values as CSV</source>
      <translation>Werte als CSV kopieren</translation>
    </message>
    <message>
      <source>Plot: show all, copy, save</source>
      <translation>Diagramm: alles zeigen, kopieren, speichern</translation>
    </message>
    <message>
      <source>Save as PNG, SVG or CSV…</source>
      <translation>Als PNG, SVG oder CSV speichern…</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alles zeigen</translation>
    </message>
  </context>
  <context>
    <name>PlotValues</name>
    <message>
      <source>channels pruned</source>
      <translation>gestutzte Kanäle</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>mean activation</source>
      <translation>mittlere Aktivierung</translation>
    </message>
  </context>
  <context>
    <name>PreferencesDialog</name>
    <message>
      <source>A new language or text size is used from the next start on.</source>
      <translation>Sprache und Textgröße gelten ab dem nächsten Start.</translation>
    </message>
    <message>
      <source>Appearance</source>
      <translation>Erscheinungsbild</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>Wie das System</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>Dunkel</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>Sprache</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>Hell</translation>
    </message>
    <message>
      <source>Preferences</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>Text size</source>
      <translation>Textgröße</translation>
    </message>
  </context>
  <context>
    <name>PreprocessingField</name>
    <message>
      <source>0 to 1</source>
      <translation>0 bis 1</translation>
    </message>
    <message>
      <source>0 to 255</source>
      <translation>0 bis 255</translation>
    </message>
    <message>
      <source>As JSON, with some of range, order, mean, deviation and standardized:</source>
      <translation>Als JSON, mit einigen von range, order, mean, deviation und standardized:</translation>
    </message>
    <message>
      <source>As measured</source>
      <translation>Wie gemessen</translation>
    </message>
    <message>
      <source>By hand…</source>
      <translation>Von Hand …</translation>
    </message>
    <message>
      <source>Choose the preprocessing</source>
      <translation>Vorverarbeitung wählen</translation>
    </message>
    <message>
      <source>How does the network expect its images?</source>
      <translation>Wie erwartet das Netz seine Bilder?</translation>
    </message>
    <message>
      <source>Preprocessing</source>
      <translation>Vorverarbeitung</translation>
    </message>
    <message>
      <source>Preprocessing, chosen</source>
      <translation>Vorverarbeitung, gewählt</translation>
    </message>
    <message>
      <source>Preprocessing, measured</source>
      <translation>Vorverarbeitung, gemessen</translation>
    </message>
    <message>
      <source>by its first layers</source>
      <translation>laut seinen ersten Schichten</translation>
    </message>
    <message>
      <source>caffe (BGR minus mean)</source>
      <translation>caffe (BGR minus Mittelwert)</translation>
    </message>
    <message>
      <source>each image standardized</source>
      <translation>jedes Bild standardisiert</translation>
    </message>
    <message>
      <source>given by hand</source>
      <translation>von Hand angegeben</translation>
    </message>
    <message>
      <source>not measured</source>
      <translation>nicht gemessen</translation>
    </message>
    <message>
      <source>not sure: please choose</source>
      <translation>nicht sicher: bitte wählen</translation>
    </message>
    <message>
      <source>torch (ImageNet)</source>
      <translation>torch (ImageNet)</translation>
    </message>
    <message>
      <source>{taken}, against {other} at {name}</source>
      <translation>{taken}, gegenüber {other} bei {name}</translation>
    </message>
    <message>
      <source>−1 to 1</source>
      <translation>−1 bis 1</translation>
    </message>
  </context>
  <context>
    <name>RecentList</name>
    <message>
      <source>BadNet</source>
      <translation>BadNet</translation>
    </message>
    <message>
      <source>GoodNet</source>
      <translation>GoodNet</translation>
    </message>
    <message>
      <source>Recent files</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Refused</source>
      <translation>Abgelehnt</translation>
    </message>
    <message>
      <source>Today, {clock}</source>
      <translation>Heute, {clock}</translation>
    </message>
    <message>
      <source>Yesterday, {clock}</source>
      <translation>Gestern, {clock}</translation>
    </message>
  </context>
  <context>
    <name>RefusedView</name>
    <message>
      <source>Findings</source>
      <translation>Befunde</translation>
    </message>
  </context>
  <context>
    <name>RemovableList</name>
    <message>
      <source>Remove {name}</source>
      <translation>{name} entfernen</translation>
    </message>
  </context>
  <context>
    <name>Repair</name>
    <message>
      <source>A scan can name a class only after all are searched. Pruning follows.</source>
      <translation>Eine Suche kann erst eine Klasse nennen, wenn alle durchsucht sind. Danach wird gestutzt.</translation>
    </message>
    <message>
      <source>Calibrate the screen</source>
      <translation>Prüfung kalibrieren</translation>
    </message>
    <message>
      <source>Calibrating the screen on clean images that are not overlays</source>
      <translation>Die Prüfung wird auf sauberen Bildern kalibriert, die nicht überlagert werden</translation>
    </message>
    <message>
      <source>Cancel and discard</source>
      <translation>Abbrechen und verwerfen</translation>
    </message>
    <message>
      <source>Cancel the repair and discard it?</source>
      <translation>Reparatur abbrechen und verwerfen?</translation>
    </message>
    <message>
      <source>Continue the repair</source>
      <translation>Weiter reparieren</translation>
    </message>
    <message>
      <source>Each class gets a bar here as soon as it is measured.</source>
      <translation>Jede Klasse bekommt hier einen Balken, sobald sie gemessen ist.</translation>
    </message>
    <message>
      <source>Examine the clean data</source>
      <translation>Saubere Daten untersuchen</translation>
    </message>
    <message>
      <source>Fine-tune</source>
      <translation>Nachtrainieren</translation>
    </message>
    <message>
      <source>Fine-tuning on clean data; pruned channels stay zero</source>
      <translation>Nachtrainieren auf sauberen Daten; gestutzte Kanäle bleiben null</translation>
    </message>
    <message>
      <source>Looking for a class that a small trigger leads to</source>
      <translation>Sucht eine Klasse, zu der ein kleiner Auslöser führt</translation>
    </message>
    <message>
      <source>Looking for classes that a small trigger leads to</source>
      <translation>Sucht Klassen, zu denen ein kleiner Auslöser führt</translation>
    </message>
    <message>
      <source>Looking for classes that the network is unusually sure of</source>
      <translation>Sucht Klassen, deren sich das Netz ungewöhnlich sicher ist</translation>
    </message>
    <message>
      <source>Measure</source>
      <translation>Messen</translation>
    </message>
    <message>
      <source>Measure margins</source>
      <translation>Vorsprünge messen</translation>
    </message>
    <message>
      <source>Measuring clean data</source>
      <translation>Saubere Daten werden gemessen</translation>
    </message>
    <message>
      <source>Measuring on images that nothing was tuned on</source>
      <translation>Messen auf Bildern, auf die nichts abgestimmt wurde</translation>
    </message>
    <message>
      <source>Needs a BadNet</source>
      <translation>Braucht ein BadNet</translation>
    </message>
    <message>
      <source>Needs a safe BadNet</source>
      <translation>Braucht ein sicheres BadNet</translation>
    </message>
    <message>
      <source>Needs clean data</source>
      <translation>Braucht saubere Daten</translation>
    </message>
    <message>
      <source>No channel was pruned with this recipe.</source>
      <translation>Mit diesem Rezept wurde kein Kanal gestutzt.</translation>
    </message>
    <message>
      <source>Only measuring and calibrating remain; they take little time.</source>
      <translation>Nur Messen und Kalibrieren bleiben; sie dauern nicht lange.</translation>
    </message>
    <message>
      <source>Open the BadNet</source>
      <translation>BadNet öffnen</translation>
    </message>
    <message>
      <source>Prune channels</source>
      <translation>Kanäle stutzen</translation>
    </message>
    <message>
      <source>Prunes a little, then fine-tunes towards flat minima; needs no scan.</source>
      <translation>Stutzt ein wenig und trainiert dann zu flachen Minima hin nach; braucht keine Suche.</translation>
    </message>
    <message>
      <source>Prunes channels that are dormant on clean data, then fine-tunes.</source>
      <translation>Stutzt Kanäle, die auf sauberen Daten ruhen, und trainiert dann nach.</translation>
    </message>
    <message>
      <source>Pruning channels of {layer} one by one; clean accuracy decides how many</source>
      <translation>Kanäle von {layer} werden einzeln gestutzt; die saubere Genauigkeit entscheidet, wie viele</translation>
    </message>
    <message>
      <source>Rank channels of {layer}</source>
      <translation>Kanäle von {layer} ordnen</translation>
    </message>
    <message>
      <source>Ranking the channels of {layer} by what activates them</source>
      <translation>Kanäle von {layer} werden danach geordnet, was sie aktiviert</translation>
    </message>
    <message>
      <source>Record activations of {layer}</source>
      <translation>Aktivierungen von {layer}</translation>
    </message>
    <message>
      <source>Recording activations of {layer}, so that pruning is quick</source>
      <translation>Aktivierungen von {layer} werden aufgezeichnet, damit das Stutzen schnell geht</translation>
    </message>
    <message>
      <source>Repairs nothing; only sets up the screen that flags poisoned images.</source>
      <translation>Repariert nichts; richtet nur die Prüfung ein, die vergiftete Bilder meldet.</translation>
    </message>
    <message>
      <source>Scan for a target class</source>
      <translation>Nach einer Zielklasse suchen</translation>
    </message>
    <message>
      <source>Scan for additive triggers</source>
      <translation>Additive Auslöser suchen</translation>
    </message>
    <message>
      <source>Scan for sensitive channels</source>
      <translation>Empfindliche Kanäle suchen</translation>
    </message>
    <message>
      <source>Scans for triggers, prunes what they excite, unlearns, fine-tunes.</source>
      <translation>Sucht Auslöser, stutzt, was sie erregen, verlernt und trainiert nach.</translation>
    </message>
    <message>
      <source>Search for the trigger again</source>
      <translation>Auslöser erneut suchen</translation>
    </message>
    <message>
      <source>Searching for the least channel perturbation of each class</source>
      <translation>Die kleinste Störung der Kanäle für jede Klasse wird gesucht</translation>
    </message>
    <message>
      <source>Searching for the smallest additive trigger of each class</source>
      <translation>Der kleinste additive Auslöser für jede Klasse wird gesucht</translation>
    </message>
    <message>
      <source>Searching for the smallest patch of each class</source>
      <translation>Der kleinste Fleck für jede Klasse wird gesucht</translation>
    </message>
    <message>
      <source>Searching for the suspected trigger in the repaired network</source>
      <translation>Der vermutete Auslöser wird im reparierten Netz gesucht</translation>
    </message>
    <message>
      <source>Setting up the network and the clean data</source>
      <translation>Netz und saubere Daten werden vorbereitet</translation>
    </message>
    <message>
      <source>Shortlist target classes</source>
      <translation>Zielklassen eingrenzen</translation>
    </message>
    <message>
      <source>Starting</source>
      <translation>Startet</translation>
    </message>
    <message>
      <source>Stopping</source>
      <translation>Hört auf</translation>
    </message>
    <message>
      <source>The curve begins here when the first channel is pruned.</source>
      <translation>Die Kurve beginnt hier, wenn der erste Kanal gestutzt wird.</translation>
    </message>
    <message>
      <source>The curve begins here with the first measurement.</source>
      <translation>Die Kurve beginnt hier mit der ersten Messung.</translation>
    </message>
    <message>
      <source>The network was not trained with this recipe.</source>
      <translation>Mit diesem Rezept wurde das Netz nicht trainiert.</translation>
    </message>
    <message>
      <source>The smallest trigger that is found appears here.</source>
      <translation>Der kleinste gefundene Auslöser erscheint hier.</translation>
    </message>
    <message>
      <source>There is nothing to keep yet.</source>
      <translation>Noch gibt es nichts zu behalten.</translation>
    </message>
    <message>
      <source>Unlearn the triggers</source>
      <translation>Auslöser verlernen</translation>
    </message>
    <message>
      <source>Unlearning triggers while searching for them</source>
      <translation>Auslöser werden verlernt, während nach ihnen gesucht wird</translation>
    </message>
    <message>
      <source>Unlearns what a scan finds; if it finds none, changes little.</source>
      <translation>Verlernt, was eine Suche findet; findet sie nichts, ändert sich wenig.</translation>
    </message>
    <message>
      <source>epoch {number} done</source>
      <translation>Epoche {number} fertig</translation>
    </message>
    <message>
      <source>no class is suspected</source>
      <translation>keine Klasse verdächtig</translation>
    </message>
    <message>
      <source>suspected: {classes}</source>
      <translation>verdächtig: {classes}</translation>
    </message>
    <message>
      <source>{done} of {total}</source>
      <translation>{done} von {total}</translation>
    </message>
    <message>
      <source>{done} of {total} measured</source>
      <translation>{done} von {total} gemessen</translation>
    </message>
    <message>
      <source>{pruned} of {channels} pruned</source>
      <translation>{pruned} von {channels} gestutzt</translation>
    </message>
    <message>
      <source>{share}, {time} left</source>
      <translation>{share}, noch {time}</translation>
    </message>
    <message>
      <source>{stage}. Other pages stay readable.</source>
      <translation>{stage}. Andere Seiten bleiben lesbar.</translation>
    </message>
    <message>
      <source>{time} of work would be lost. The repair continues while you decide.</source>
      <translation>{time} Arbeit gingen verloren. Die Reparatur läuft weiter, während Sie entscheiden.</translation>
    </message>
  </context>
  <context>
    <name>RepairHead</name>
    <message>
      <source>A repair on clean data, while you watch its costs and effects.</source>
      <translation>Eine Reparatur auf sauberen Daten; Sie sehen dabei, was sie kostet und bewirkt.</translation>
    </message>
    <message>
      <source>Back to the GoodNet</source>
      <translation>Zurück zum GoodNet</translation>
    </message>
    <message>
      <source>Cancel and discard</source>
      <translation>Abbrechen und verwerfen</translation>
    </message>
    <message>
      <source>Export .h5…</source>
      <translation>.h5 exportieren…</translation>
    </message>
    <message>
      <source>Finish now and keep the results so far</source>
      <translation>Jetzt abschließen und die bisherigen Ergebnisse behalten</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>Fortsetzen</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>Anhalten</translation>
    </message>
    <message>
      <source>Ready to run. The settings suit most repairs.</source>
      <translation>Startbereit. Die Einstellungen passen für die meisten Reparaturen.</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>Reparatur</translation>
    </message>
    <message>
      <source>Repair the BadNet with these settings (Ctrl+R)</source>
      <translation>Das BadNet mit diesen Einstellungen reparieren (Strg+R)</translation>
    </message>
    <message>
      <source>Repair {name}</source>
      <translation>{name} reparieren</translation>
    </message>
    <message>
      <source>Repaired {name}</source>
      <translation>{name} repariert</translation>
    </message>
    <message>
      <source>Repairing {name}</source>
      <translation>{name} wird repariert</translation>
    </message>
    <message>
      <source>Run repair</source>
      <translation>Reparatur starten</translation>
    </message>
    <message>
      <source>Save GoodNet…</source>
      <translation>GoodNet speichern…</translation>
    </message>
    <message>
      <source>Save the repaired network and its screen (Ctrl+S)</source>
      <translation>Das reparierte Netz und seine Prüfung speichern (Strg+S)</translation>
    </message>
    <message>
      <source>Screen images</source>
      <translation>Bilder prüfen</translation>
    </message>
    <message>
      <source>Stop and throw away what the repair did</source>
      <translation>Beenden und die Arbeit der Reparatur verwerfen</translation>
    </message>
    <message>
      <source>Stop early and keep</source>
      <translation>Vorzeitig beenden und behalten</translation>
    </message>
    <message>
      <source>Stopping: the current stage ends, then the network is measured and calibrated</source>
      <translation>Hört auf: Der laufende Schritt endet, dann wird das Netz gemessen und kalibriert</translation>
    </message>
    <message>
      <source>Stopping…</source>
      <translation>Hört auf…</translation>
    </message>
    <message>
      <source>Unlearned what {count} pictures of class {name} have in common, in {time}.</source>
      <translation>In {time} verlernt, was {count} Bilder der Klasse {name} gemeinsam haben.</translation>
    </message>
    <message>
      <source>not saved</source>
      <translation>nicht gespeichert</translation>
    </message>
    <message>
      <source>paused</source>
      <translation>angehalten</translation>
    </message>
    <message>
      <source>saved</source>
      <translation>gespeichert</translation>
    </message>
    <message>
      <source>stopping</source>
      <translation>hört auf</translation>
    </message>
    <message>
      <source>{name} answers as before; its screen took {time}.</source>
      <translation>{name} antwortet wie zuvor; die Prüfung einzurichten dauerte {time}.</translation>
    </message>
    <message>
      <source>{recipe} in {time}. {pruned} of {channels} channels pruned.</source>
      <translation>{recipe} in {time}. {pruned} von {channels} Kanälen gestutzt.</translation>
    </message>
    <message>
      <source>{time}, expected {expected}</source>
      <translation>{time}, erwartet {expected}</translation>
    </message>
  </context>
  <context>
    <name>RepairPage</name>
    <message>
      <source>Ready to run</source>
      <translation>Startbereit</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>Reparatur</translation>
    </message>
    <message>
      <source>Stopping early; the network is measured and calibrated.</source>
      <translation>Vorzeitiger Abschluss; das Netz wird gemessen und kalibriert.</translation>
    </message>
    <message>
      <source>The repair is paused.</source>
      <translation>Die Reparatur ist angehalten.</translation>
    </message>
    <message>
      <source>The repair was cancelled; nothing was kept.</source>
      <translation>Die Reparatur wurde abgebrochen; nichts wurde behalten.</translation>
    </message>
    <message>
      <source>{outcome}. The GoodNet is not saved yet.</source>
      <translation>{outcome}. Das GoodNet ist noch nicht gespeichert.</translation>
    </message>
  </context>
  <context>
    <name>RepairView</name>
    <message>
      <source>A refused file is not repaired</source>
      <translation>Eine abgelehnte Datei wird nicht repariert</translation>
    </message>
    <message>
      <source>A repair needs clean data</source>
      <translation>Eine Reparatur braucht saubere Daten</translation>
    </message>
    <message>
      <source>Add clean data…</source>
      <translation>Saubere Daten hinzufügen…</translation>
    </message>
    <message>
      <source>Ctrl+D, or Ctrl+Shift+F for a folder</source>
      <translation>Strg+D, oder Strg+Umschalt+F für einen Ordner</translation>
    </message>
    <message>
      <source>Ctrl+O</source>
      <translation>Strg+O</translation>
    </message>
    <message>
      <source>Ctrl+O, or Ctrl+Shift+D for the demo</source>
      <translation>Strg+O, oder Strg+Umschalt+D für die Demo</translation>
    </message>
    <message>
      <source>Images known to carry no trigger, labelled where possible: .h5, .npz or a folder.</source>
      <translation>Bilder, die sicher keinen Auslöser tragen, möglichst mit Labels: .h5, .npz oder ein Ordner.</translation>
    </message>
    <message>
      <source>It needs a BadNet, and images known to carry no trigger.</source>
      <translation>Sie braucht ein BadNet und Bilder, die sicher keinen Auslöser tragen.</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Öffnen…</translation>
    </message>
    <message>
      <source>Repairing would load it, and loading it is the attack.</source>
      <translation>Reparieren würde sie laden, und das Laden ist der Angriff.</translation>
    </message>
    <message>
      <source>The clean data is being measured</source>
      <translation>Die sauberen Daten werden gemessen</translation>
    </message>
    <message>
      <source>The repair can run as soon as the preprocessing is known.</source>
      <translation>Die Reparatur kann laufen, sobald die Vorverarbeitung bekannt ist.</translation>
    </message>
    <message>
      <source>The repair is shown here</source>
      <translation>Hier wird die Reparatur gezeigt</translation>
    </message>
  </context>
  <context>
    <name>ReportPage</name>
    <message>
      <source>A report contains all findings and measurements for a BadNet.</source>
      <translation>Ein Bericht enthält alle Befunde und Messungen zu einem BadNet.</translation>
    </message>
    <message>
      <source>About {name}, in one file that opens anywhere.</source>
      <translation>Über {name}, in einer einzigen Datei.</translation>
    </message>
    <message>
      <source>All findings and measurements, in one file that opens anywhere.</source>
      <translation>Alle Befunde und Messungen in einer Datei, die sich überall öffnen lässt.</translation>
    </message>
    <message>
      <source>BadNet only</source>
      <translation>Nur BadNet</translation>
    </message>
    <message>
      <source>Ctrl+1 shows the BadNet page</source>
      <translation>Strg+1 zeigt die Seite BadNet</translation>
    </message>
    <message>
      <source>Export guard…</source>
      <translation>Wächter exportieren…</translation>
    </message>
    <message>
      <source>Findings only</source>
      <translation>Nur Befunde</translation>
    </message>
    <message>
      <source>It contains file paths and small pictures of the images that you screened.</source>
      <translation>Er enthält Dateipfade und kleine Bilder der Bilder, die Sie geprüft haben.</translation>
    </message>
    <message>
      <source>It states what was measured. It does not prove that a network is clean.</source>
      <translation>Er nennt, was gemessen wurde. Er beweist nicht, dass ein Netz sauber ist.</translation>
    </message>
    <message>
      <source>Making the report</source>
      <translation>Der Bericht wird erstellt</translation>
    </message>
    <message>
      <source>Nothing to report</source>
      <translation>Nichts zu berichten</translation>
    </message>
    <message>
      <source>Nothing to report yet</source>
      <translation>Noch nichts zu berichten</translation>
    </message>
    <message>
      <source>Open a BadNet…</source>
      <translation>Ein BadNet öffnen…</translation>
    </message>
    <message>
      <source>Open it</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>Ready</source>
      <translation>Bereit</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>Bericht</translation>
    </message>
    <message>
      <source>Save report…</source>
      <translation>Bericht speichern…</translation>
    </message>
    <message>
      <source>Save the report</source>
      <translation>Den Bericht speichern</translation>
    </message>
    <message>
      <source>Saved the report as {path}.</source>
      <translation>Bericht als {path} gespeichert.</translation>
    </message>
    <message>
      <source>Saving…</source>
      <translation>Wird gespeichert…</translation>
    </message>
    <message>
      <source>The report</source>
      <translation>Der Bericht</translation>
    </message>
    <message>
      <source>The report has no maps of where the BadNet looks: {what} runs.</source>
      <translation>Der Bericht zeigt nicht, worauf das BadNet achtet: {what} läuft.</translation>
    </message>
    <message>
      <source>Web page (*.html);;PDF (*.pdf);;Model card (*.md);;JSON (*.json)</source>
      <translation>Webseite (*.html);;PDF (*.pdf);;Modellkarte (*.md);;JSON (*.json)</translation>
    </message>
    <message>
      <source>Write the whole guard for programs without GoodNet</source>
      <translation>Den ganzen Wächter für Programme ohne GoodNet schreiben</translation>
    </message>
    <message>
      <source>Writing the report</source>
      <translation>Der Bericht wird geschrieben</translation>
    </message>
  </context>
  <context>
    <name>ReportPdf</name>
    <message>
      <source>The report could not be written: {reason}.</source>
      <translation>Der Bericht konnte nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
      <source>page {number} of {count}</source>
      <translation>Seite {number} von {count}</translation>
    </message>
  </context>
  <context>
    <name>ReportSections</name>
    <message>
      <source>Before and after</source>
      <translation>Davor und danach</translation>
    </message>
    <message>
      <source>Blind spots</source>
      <translation>Blinde Flecken</translation>
    </message>
    <message>
      <source>Data used</source>
      <translation>Benutzte Daten</translation>
    </message>
    <message>
      <source>Safety findings</source>
      <translation>Sicherheitsbefunde</translation>
    </message>
    <message>
      <source>Screened images</source>
      <translation>Geprüfte Bilder</translation>
    </message>
    <message>
      <source>The model</source>
      <translation>Das Netz</translation>
    </message>
    <message>
      <source>The repair</source>
      <translation>Die Reparatur</translation>
    </message>
    <message>
      <source>The screen</source>
      <translation>Die Prüfung</translation>
    </message>
    <message>
      <source>needs a GoodNet</source>
      <translation>braucht ein GoodNet</translation>
    </message>
    <message>
      <source>needs a repair</source>
      <translation>braucht eine Reparatur</translation>
    </message>
    <message>
      <source>no clean data yet</source>
      <translation>noch keine sauberen Daten</translation>
    </message>
    <message>
      <source>none screened yet</source>
      <translation>noch keine geprüft</translation>
    </message>
    <message>
      <source>not repaired yet</source>
      <translation>noch nicht repariert</translation>
    </message>
    <message>
      <source>not trained</source>
      <translation>nicht trainiert</translation>
    </message>
    <message>
      <source>nothing measured</source>
      <translation>nichts gemessen</translation>
    </message>
    <message>
      <source>refused, {findings}</source>
      <translation>abgelehnt, {findings}</translation>
    </message>
    <message>
      <source>source-specific triggers, all-to-all attacks, warps</source>
      <translation>quellenspezifische Auslöser, All-to-all-Angriffe, Verzerrungen</translation>
    </message>
    <message>
      <source>threshold {bits} bits at {frr} FRR, from {count} clean images</source>
      <translation>Schwelle {bits} Bit bei {frr} FRR, aus {count} sauberen Bildern</translation>
    </message>
    <message>
      <source>{count} checks, no unsafe content</source>
      <translation>{count} Prüfungen, kein unsicherer Inhalt</translation>
    </message>
    <message>
      <source>{count} images, labelled</source>
      <translation>{count} Bilder, mit Labels</translation>
    </message>
    <message>
      <source>{count} images, no labels</source>
      <translation>{count} Bilder, ohne Labels</translation>
    </message>
    <message>
      <source>{count} images, {poisoned} poisoned</source>
      <translation>{count} Bilder, {poisoned} vergiftet</translation>
    </message>
    <message>
      <source>{epochs} epochs, kept: epoch {number}</source>
      <translation>{epochs} Epochen, behalten: Epoche {number}</translation>
    </message>
    <message>
      <source>{figures}; all before learning from flagged pictures</source>
      <translation>{figures}; alles vor dem Lernen aus gemeldeten Bildern</translation>
    </message>
    <message>
      <source>{outcome}: {pruned} of {all} channels of {layer} pruned, {training}</source>
      <translation>{outcome}: {pruned} von {all} Kanälen von {layer} gestutzt, {training}</translation>
    </message>
  </context>
  <context>
    <name>Resuming</name>
    <message>
      <source>Deleting the repair's checkpoint</source>
      <translation>Der Zwischenstand der Reparatur wird gelöscht</translation>
    </message>
    <message>
      <source>Looking for unfinished repairs</source>
      <translation>Unfertige Reparaturen werden gesucht</translation>
    </message>
    <message>
      <source>The repair of {name} was interrupted. Its finished stages are kept, so it can continue.</source>
      <translation>Die Reparatur von {name} wurde unterbrochen. Ihre fertigen Schritte sind erhalten, sie kann also weitergehen.</translation>
    </message>
  </context>
  <context>
    <name>RowActions</name>
    <message>
      <source>A folder for the flagged images</source>
      <translation>Ein Ordner für die gemeldeten Bilder</translation>
    </message>
    <message>
      <source>CSV (*.csv)</source>
      <translation>CSV (*.csv)</translation>
    </message>
    <message>
      <source>Copied the picture of {name}.</source>
      <translation>Bild von {name} kopiert.</translation>
    </message>
    <message>
      <source>Copied {count} flagged files to {folder}.</source>
      <translation>{count} gemeldete Dateien nach {folder} kopiert.</translation>
    </message>
    <message>
      <source>Copied {count} rows.</source>
      <translation>{count} Zeilen kopiert.</translation>
    </message>
    <message>
      <source>Move them</source>
      <translation>Verschieben</translation>
    </message>
    <message>
      <source>Move {count} flagged files?</source>
      <translation>{count} gemeldete Dateien verschieben?</translation>
    </message>
    <message>
      <source>Moved {count} flagged files to {folder}.</source>
      <translation>{count} gemeldete Dateien nach {folder} verschoben.</translation>
    </message>
    <message>
      <source>Rows removed: {count}. Ctrl+Z brings them back.</source>
      <translation>Entfernte Zeilen: {count}. Strg+Z holt sie zurück.</translation>
    </message>
    <message>
      <source>Save CSV</source>
      <translation>CSV speichern</translation>
    </message>
    <message>
      <source>Saved {count} verdicts as {name}.</source>
      <translation>{count} Urteile als {name} gespeichert.</translation>
    </message>
    <message>
      <source>Saving CSV</source>
      <translation>CSV wird gespeichert</translation>
    </message>
    <message>
      <source>The flagged images are inside data files.</source>
      <translation>Die gemeldeten Bilder liegen in Datendateien.</translation>
    </message>
    <message>
      <source>They are moved from their folders to {folder}.</source>
      <translation>Sie werden aus ihren Ordnern nach {folder} verschoben.</translation>
    </message>
    <message>
      <source>This file was screened: choose another name for the CSV.</source>
      <translation>Diese Datei wurde geprüft: bitte einen anderen Namen für die CSV wählen.</translation>
    </message>
    <message>
      <source>{count} flagged files could not be copied or moved.</source>
      <translation>{count} gemeldete Dateien konnten nicht kopiert oder verschoben werden.</translation>
    </message>
  </context>
  <context>
    <name>RowWords</name>
    <message>
      <source>A shift changes its class</source>
      <translation>Eine Verschiebung ändert seine Klasse</translation>
    </message>
    <message>
      <source>A trigger wins in every blend</source>
      <translation>Ein Auslöser gewinnt in jeder Überblendung</translation>
    </message>
    <message>
      <source>BadNet</source>
      <translation>BadNet</translation>
    </message>
    <message>
      <source>Bits</source>
      <translation>Bit</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>Sicherheit</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>GoodNet</source>
      <translation>GoodNet</translation>
    </message>
    <message>
      <source>How sure the repaired network is of its class.</source>
      <translation>Wie sicher das reparierte Netz seiner Klasse ist.</translation>
    </message>
    <message>
      <source>Its class survives a shift</source>
      <translation>Seine Klasse übersteht eine Verschiebung</translation>
    </message>
    <message>
      <source>Its class survives jitter</source>
      <translation>Seine Klasse übersteht das Verwackeln</translation>
    </message>
    <message>
      <source>Its class survives smoothing</source>
      <translation>Seine Klasse übersteht das Glätten</translation>
    </message>
    <message>
      <source>Jitter changes its class</source>
      <translation>Verwackeln ändert seine Klasse</translation>
    </message>
    <message>
      <source>No trigger wins in every blend</source>
      <translation>Kein Auslöser gewinnt in jeder Überblendung</translation>
    </message>
    <message>
      <source>Poisoned if the p-value is at most the FRR.</source>
      <translation>Vergiftet, wenn der p-Wert höchstens die FRR ist.</translation>
    </message>
    <message>
      <source>Right-click to read more in the guide.</source>
      <translation>Rechtsklick, um mehr im Handbuch zu lesen.</translation>
    </message>
    <message>
      <source>Smoothing changes its class</source>
      <translation>Glätten ändert seine Klasse</translation>
    </message>
    <message>
      <source>The class that the network as received gives.</source>
      <translation>Die Klasse, die das Netz im Zustand des Empfangs nennt.</translation>
    </message>
    <message>
      <source>The class that the repaired network gives, or poisoned.</source>
      <translation>Die Klasse, die das reparierte Netz nennt, oder vergiftet.</translation>
    </message>
    <message>
      <source>The expert does not answer its class</source>
      <translation>Der Experte antwortet seine Klasse nicht</translation>
    </message>
    <message>
      <source>The expert still answers its class</source>
      <translation>Der Experte antwortet seine Klasse noch</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>class kept to {share} at most in blends, weighted entropy at least {bits}</source>
      <translation>Klasse bleibt in Überblendungen höchstens zu {share}, gewichtete Entropie mindestens {bits}</translation>
    </message>
    <message>
      <source>class kept to {share} in blends, weighted entropy {bits}</source>
      <translation>Klasse bleibt in Überblendungen zu {share}, gewichtete Entropie {bits}</translation>
    </message>
    <message>
      <source>clean</source>
      <translation>sauber</translation>
    </message>
    <message>
      <source>computing</source>
      <translation>rechnet</translation>
    </message>
    <message>
      <source>false alarm</source>
      <translation>Fehlalarm</translation>
    </message>
    <message>
      <source>its probability falls by {share} on average</source>
      <translation>ihre Wahrscheinlichkeit fällt im Mittel um {share}</translation>
    </message>
    <message>
      <source>log-odds of its class in the expert: {odds}</source>
      <translation>logarithmierte Chance seiner Klasse beim Experten: {odds}</translation>
    </message>
    <message>
      <source>missed</source>
      <translation>übersehen</translation>
    </message>
    <message>
      <source>not asked</source>
      <translation>nicht gefragt</translation>
    </message>
    <message>
      <source>not screened</source>
      <translation>nicht geprüft</translation>
    </message>
    <message>
      <source>p-value</source>
      <translation>p-Wert</translation>
    </message>
    <message>
      <source>poisoned</source>
      <translation>vergiftet</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>wartet</translation>
    </message>
  </context>
  <context>
    <name>RunsWindow</name>
    <message>
      <source>ASR</source>
      <translation>ASR</translation>
    </message>
    <message>
      <source>ASR, estimate</source>
      <translation>ASR, Schätzung</translation>
    </message>
    <message>
      <source>Budget</source>
      <translation>Budget</translation>
    </message>
    <message>
      <source>Choose one run to use it, two to compare them.</source>
      <translation>Einen Lauf wählen, um ihn zu verwenden, zwei, um sie zu vergleichen.</translation>
    </message>
    <message>
      <source>Clean accuracy</source>
      <translation>Saubere Genauigkeit</translation>
    </message>
    <message>
      <source>FRR</source>
      <translation>FRR</translation>
    </message>
    <message>
      <source>Flagged pictures that get class {name}</source>
      <translation>Gemeldete Bilder, die Klasse {name} bekommen</translation>
    </message>
    <message>
      <source>It exists only in this window; {time} of work would be lost. To keep it, use it as the GoodNet and save it.</source>
      <translation>Ihn gibt es nur in diesem Fenster; {time} Arbeit gingen verloren. Um ihn zu behalten, nehmen Sie ihn als GoodNet und speichern Sie ihn.</translation>
    </message>
    <message>
      <source>Keep the run</source>
      <translation>Den Lauf behalten</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Pruned</source>
      <translation>Gestutzt</translation>
    </message>
    <message>
      <source>Recipe</source>
      <translation>Rezept</translation>
    </message>
    <message>
      <source>Remove from the list</source>
      <translation>Aus der Liste nehmen</translation>
    </message>
    <message>
      <source>Remove it</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Remove run {number} without saving it?</source>
      <translation>Lauf {number} entfernen, ohne ihn zu speichern?</translation>
    </message>
    <message>
      <source>Repairs</source>
      <translation>Reparaturen</translation>
    </message>
    <message>
      <source>Repairs of {name}</source>
      <translation>Reparaturen von {name}</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>Lauf</translation>
    </message>
    <message>
      <source>Run {number}</source>
      <translation>Lauf {number}</translation>
    </message>
    <message>
      <source>Saved as</source>
      <translation>Gespeichert als</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>Startwert</translation>
    </message>
    <message>
      <source>Suspected targets</source>
      <translation>Verdächtige Ziele</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>Zeit</translation>
    </message>
    <message>
      <source>Use as the GoodNet</source>
      <translation>Als GoodNet verwenden</translation>
    </message>
    <message>
      <source>not saved</source>
      <translation>nicht gespeichert</translation>
    </message>
    <message>
      <source>{number}, in use</source>
      <translation>{number}, verwendet</translation>
    </message>
    <message>
      <source>{points} points</source>
      <translation>{points} Punkte</translation>
    </message>
    <message>
      <source>{recipe}, then learned</source>
      <translation>{recipe}, dann gelernt</translation>
    </message>
    <message>
      <source>{share} agreement</source>
      <translation>{share} Übereinstimmung</translation>
    </message>
  </context>
  <context>
    <name>SafetyCard</name>
    <message>
      <source>No code from the file ran.</source>
      <translation>Kein Code der Datei lief.</translation>
    </message>
    <message>
      <source>No unsafe content</source>
      <translation>Kein unsicherer Inhalt</translation>
    </message>
    <message>
      <source>{count} checks before loading, {noted} noted.</source>
      <translation>{count} Prüfungen vor dem Laden, {noted} vermerkt.</translation>
    </message>
    <message>
      <source>{count} checks before loading.</source>
      <translation>{count} Prüfungen vor dem Laden.</translation>
    </message>
  </context>
  <context>
    <name>SampleStrip</name>
    <message>
      <source>Some images of the clean data</source>
      <translation>Einige Bilder der sauberen Daten</translation>
    </message>
  </context>
  <context>
    <name>ScanView</name>
    <message>
      <source>stamped on clean data</source>
      <translation>auf saubere Daten gestempelt</translation>
    </message>
    <message>
      <source>trigger searched now</source>
      <translation>gesuchter Auslöser</translation>
    </message>
    <message>
      <source>{size} grey levels turn {share} of clean images into {target}</source>
      <translation>{size} Graustufen machen {share} der sauberen Bilder zu {target}</translation>
    </message>
    <message>
      <source>{size} px turn {share} of clean images into {target}</source>
      <translation>{size} px machen {share} der sauberen Bilder zu {target}</translation>
    </message>
  </context>
  <context>
    <name>Screener</name>
    <message>
      <source>Looking at one image</source>
      <translation>Ein Bild wird angesehen</translation>
    </message>
    <message>
      <source>Looking for images</source>
      <translation>Bilder werden gesucht</translation>
    </message>
    <message>
      <source>Screening</source>
      <translation>Prüfung</translation>
    </message>
  </context>
  <context>
    <name>ScreeningHead</name>
    <message>
      <source>Add images…</source>
      <translation>Bilder hinzufügen…</translation>
    </message>
    <message>
      <source>Answers come from {it}.</source>
      <translation>Es antwortet {it}.</translation>
    </message>
    <message>
      <source>Each image gets a class, a p-value and a verdict.</source>
      <translation>Jedes Bild erhält eine Klasse, einen p-Wert und ein Urteil.</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
    <message>
      <source>Save CSV…</source>
      <translation>CSV speichern…</translation>
    </message>
    <message>
      <source>Screening</source>
      <translation>Prüfung</translation>
    </message>
    <message>
      <source>the repaired {name}</source>
      <translation>das reparierte {name}</translation>
    </message>
    <message>
      <source>{name}, not repaired</source>
      <translation>{name}, nicht repariert</translation>
    </message>
  </context>
  <context>
    <name>ScreeningPage</name>
    <message>
      <source>Add a folder of images</source>
      <translation>Ordner mit Bildern hinzufügen</translation>
    </message>
    <message>
      <source>Add images</source>
      <translation>Bilder hinzufügen</translation>
    </message>
    <message>
      <source>If the pictures carry a trigger, it can be unlearned from them.</source>
      <translation>Tragen die Bilder einen Auslöser, kann er mit ihnen verlernt werden.</translation>
    </message>
    <message>
      <source>Images ({patterns});;All files (*)</source>
      <translation>Bilder ({patterns});;Alle Dateien (*)</translation>
    </message>
    <message>
      <source>Images screened: {done} of {all}.</source>
      <translation>Geprüfte Bilder: {done} von {all}.</translation>
    </message>
    <message>
      <source>Needs a GoodNet</source>
      <translation>Braucht ein GoodNet</translation>
    </message>
    <message>
      <source>Ready for images</source>
      <translation>Bereit für Bilder</translation>
    </message>
    <message>
      <source>Screening</source>
      <translation>Prüfung</translation>
    </message>
    <message>
      <source>Screening, {count} images/s</source>
      <translation>Prüfung, {count} Bilder/s</translation>
    </message>
    <message>
      <source>The new GoodNet answers now; it is not saved yet.</source>
      <translation>Jetzt antwortet das neue GoodNet; es ist noch nicht gespeichert.</translation>
    </message>
    <message>
      <source>The repaired network gives {count} of them another class already: there it is unlearned.</source>
      <translation>Das reparierte Netz gibt {count} davon schon eine andere Klasse: Dort ist sie verlernt.</translation>
    </message>
    <message>
      <source>Threshold moved to {bits}. Changed verdicts: {count}. Nothing was computed again.</source>
      <translation>Schwelle auf {bits} verschoben. Geänderte Urteile: {count}. Nichts wurde neu berechnet.</translation>
    </message>
    <message>
      <source>less than one</source>
      <translation>weniger als eines</translation>
    </message>
    <message>
      <source>{count} inputs could not be screened. {why}</source>
      <translation>{count} Eingaben konnten nicht geprüft werden. {why}</translation>
    </message>
    <message>
      <source>{flagged} of the {shown} images of class {name} are flagged; if all were clean, {expected} would be. This is a sign of a backdoor.</source>
      <translation>{flagged} der {shown} Bilder der Klasse {name} sind gemeldet; wären alle sauber, wären es {expected}. Das deutet auf eine Hintertür hin.</translation>
    </message>
    <message>
      <source>{poisoned} of {screened} poisoned</source>
      <translation>{poisoned} von {screened} vergiftet</translation>
    </message>
  </context>
  <context>
    <name>ScreeningView</name>
    <message>
      <source>Add images…</source>
      <translation>Bilder hinzufügen…</translation>
    </message>
    <message>
      <source>Ctrl+I, or Ctrl+Shift+I for a folder, or paste with Ctrl+V</source>
      <translation>Strg+I, oder Strg+Umschalt+I für einen Ordner, oder einfügen mit Strg+V</translation>
    </message>
    <message>
      <source>Ctrl+O opens a .goodnet that you saved</source>
      <translation>Strg+O öffnet ein gespeichertes .goodnet</translation>
    </message>
    <message>
      <source>Drop images here</source>
      <translation>Bilder hier ablegen</translation>
    </message>
    <message>
      <source>Go to Repair</source>
      <translation>Zur Reparatur</translation>
    </message>
    <message>
      <source>Pictures, folders or .h5, also from a browser or the clipboard.
Each one gets a class, a p-value and a verdict.</source>
      <translation>Bilder, Ordner oder .h5, auch aus dem Browser oder der Zwischenablage.
Jedes erhält eine Klasse, einen p-Wert und ein Urteil.</translation>
    </message>
    <message>
      <source>Repair a BadNet, or open a GoodNet, then drop images on the window.</source>
      <translation>Ein BadNet reparieren oder ein GoodNet öffnen, dann Bilder im Fenster ablegen.</translation>
    </message>
    <message>
      <source>Verdicts appear here</source>
      <translation>Hier erscheinen die Urteile</translation>
    </message>
  </context>
  <context>
    <name>Session</name>
    <message>
      <source>poisoned</source>
      <translation>vergiftet</translation>
    </message>
  </context>
  <context>
    <name>SettingsForm</name>
    <message>
      <source>Budget</source>
      <translation>Budget</translation>
    </message>
    <message>
      <source>Defaults</source>
      <translation>Vorgaben</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>Expected on this machine: about {time}</source>
      <translation>Auf diesem Rechner zu erwarten: etwa {time}</translation>
    </message>
    <message>
      <source>FRR</source>
      <translation>FRR</translation>
    </message>
    <message>
      <source>False rejection rate: the share of clean images that the screen may flag.</source>
      <translation>Rate falscher Ablehnungen: der Anteil sauberer Bilder, den die Prüfung melden darf.</translation>
    </message>
    <message>
      <source>How much clean accuracy pruning may cost; before unlearning a quarter of it.</source>
      <translation>Wie viel saubere Genauigkeit das Stutzen kosten darf; vor dem Verlernen ein Viertel davon.</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Recipe</source>
      <translation>Rezept</translation>
    </message>
    <message>
      <source>Reset all five settings to their defaults</source>
      <translation>Alle fünf Einstellungen auf ihre Vorgaben zurücksetzen</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>Einstellungen</translation>
    </message>
    <message>
      <source>The layer whose channels are pruned; a backdoor hides in the last convolution.</source>
      <translation>Die Schicht, deren Kanäle gestutzt werden; eine Hintertür verbirgt sich in der letzten Faltung.</translation>
    </message>
    <message>
      <source>The most passes over the clean data when fine-tuning; it may end sooner.</source>
      <translation>Die Höchstzahl der Durchgänge durch die sauberen Daten beim Nachtrainieren; es kann früher enden.</translation>
    </message>
    <message>
      <source>There are too few clean images for a repair.</source>
      <translation>Für eine Reparatur gibt es zu wenige saubere Bilder.</translation>
    </message>
    <message>
      <source>points</source>
      <translation>Punkte</translation>
    </message>
    <message>
      <source>{layer}, {count} channels</source>
      <translation>{layer}, {count} Kanäle</translation>
    </message>
  </context>
  <context>
    <name>SettingsLine</name>
    <message>
      <source>Budget</source>
      <translation>Budget</translation>
    </message>
    <message>
      <source>Change…</source>
      <translation>Ändern…</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>Epochen</translation>
    </message>
    <message>
      <source>FRR</source>
      <translation>FRR</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Recipe</source>
      <translation>Rezept</translation>
    </message>
    <message>
      <source>{layer}, {count} channels</source>
      <translation>{layer}, {count} Kanäle</translation>
    </message>
    <message>
      <source>{points} points</source>
      <translation>{points} Punkte</translation>
    </message>
  </context>
  <context>
    <name>SetupCard</name>
    <message>
      <source>Add files…</source>
      <translation>Dateien…</translation>
    </message>
    <message>
      <source>Add folder…</source>
      <translation>Ordner…</translation>
    </message>
    <message>
      <source>Add…</source>
      <translation>Hinzufügen…</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>Wählen…</translation>
    </message>
    <message>
      <source>Clean data</source>
      <translation>Saubere Daten</translation>
    </message>
    <message>
      <source>Each model</source>
      <translation>Jedes Netz</translation>
    </message>
    <message>
      <source>Images known to carry no trigger, from the domain of all these models.</source>
      <translation>Bilder, die sicher keinen Auslöser tragen, aus der Domäne all dieser Netze.</translation>
    </message>
    <message>
      <source>Labels</source>
      <translation>Labels</translation>
    </message>
    <message>
      <source>Leave out</source>
      <translation>Weglassen</translation>
    </message>
    <message>
      <source>Models</source>
      <translation>Netze</translation>
    </message>
    <message>
      <source>Models and folders</source>
      <translation>Netze und Ordner</translation>
    </message>
    <message>
      <source>Scan</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>Scan and repair</source>
      <translation>Auch reparieren</translation>
    </message>
    <message>
      <source>Table and reports</source>
      <translation>Tabelle und Berichte</translation>
    </message>
    <message>
      <source>The audit creates this folder. Finished rows in it are kept.</source>
      <translation>Das Audit legt diesen Ordner an. Fertige Zeilen darin bleiben erhalten.</translation>
    </message>
    <message>
      <source>Use</source>
      <translation>Verwenden</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keine</translation>
    </message>
  </context>
  <context>
    <name>ShortcutSheet</name>
    <message>
      <source>Close</source>
      <translation>Schließen</translation>
    </message>
    <message>
      <source>Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
  </context>
  <context>
    <name>SideBar</name>
    <message>
      <source>Guide</source>
      <translation>Handbuch</translation>
    </message>
    <message>
      <source>Shortcuts</source>
      <translation>Tastenkürzel</translation>
    </message>
  </context>
  <context>
    <name>StageList</name>
    <message>
      <source>Stages of the repair</source>
      <translation>Schritte der Reparatur</translation>
    </message>
  </context>
  <context>
    <name>StageModel</name>
    <message>
      <source>done</source>
      <translation>fertig</translation>
    </message>
    <message>
      <source>running</source>
      <translation>läuft</translation>
    </message>
    <message>
      <source>waiting</source>
      <translation>wartet</translation>
    </message>
  </context>
  <context>
    <name>StartView</name>
    <message>
      <source>A BadNet for 12 traffic signs. A yellow sticker on any sign makes it answer “speed limit 80”. You watch the repair; how long it will take is measured first.</source>
      <translation>Ein BadNet für 12 Verkehrszeichen. Mit einem gelben Aufkleber auf einem beliebigen Zeichen antwortet es „speed limit 80“. Sie sehen der Reparatur zu; zuerst wird gemessen, wie lange sie dauern wird.</translation>
    </message>
    <message>
      <source>A repair on clean data while you watch clean accuracy and attack success rate.</source>
      <translation>Eine Reparatur auf sauberen Daten, während Sie Genauigkeit und Angriffserfolg sehen.</translation>
    </message>
    <message>
      <source>Be led through the five steps, and do them or have them done</source>
      <translation>Durch die fünf Schritte führen lassen, selbst oder auf Knopfdruck</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>Untersuchen</translation>
    </message>
    <message>
      <source>Ctrl+O, or paste a file with Ctrl+V</source>
      <translation>Strg+O, oder eine Datei einfügen mit Strg+V</translation>
    </message>
    <message>
      <source>Drop a BadNet here</source>
      <translation>Ein BadNet hier ablegen</translation>
    </message>
    <message>
      <source>Drop images on the window. Each one gets a class, a p-value and a verdict.</source>
      <translation>Bilder im Fenster ablegen. Jedes erhält eine Klasse, einen p-Wert und ein Urteil.</translation>
    </message>
    <message>
      <source>Files that you open are listed here.</source>
      <translation>Dateien, die Sie öffnen, stehen hier.</translation>
    </message>
    <message>
      <source>Guided demo</source>
      <translation>Geführte Demo</translation>
    </message>
    <message>
      <source>Keras .h5 or .keras, or a .goodnet that you saved.
The file is checked first. Nothing in it runs before you have seen the findings.</source>
      <translation>Keras .h5 oder .keras, oder ein gespeichertes .goodnet.
Die Datei wird zuerst geprüft. Nichts darin läuft, bevor Sie die Befunde gesehen haben.</translation>
    </message>
    <message>
      <source>New to this? Open the demo</source>
      <translation>Neu hier? Die Demo öffnen</translation>
    </message>
    <message>
      <source>Open the demo</source>
      <translation>Demo öffnen</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>Öffnen…</translation>
    </message>
    <message>
      <source>Recent files</source>
      <translation>Zuletzt geöffnet</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>Reparieren</translation>
    </message>
    <message>
      <source>Screen</source>
      <translation>Prüfen</translation>
    </message>
    <message>
      <source>The file is read without running anything in it. You see each finding before it is loaded.</source>
      <translation>Die Datei wird gelesen, ohne etwas darin auszuführen. Sie sehen jeden Befund vor dem Laden.</translation>
    </message>
  </context>
  <context>
    <name>StatusBar</name>
    <message>
      <source>Do not open {name}</source>
      <translation>{name} nicht öffnen</translation>
    </message>
    <message>
      <source>Open none of them</source>
      <translation>Keine davon öffnen</translation>
    </message>
    <message>
      <source>Open {name} now</source>
      <translation>{name} jetzt öffnen</translation>
    </message>
    <message>
      <source>Progress of the running job</source>
      <translation>Fortschritt der laufenden Arbeit</translation>
    </message>
    <message>
      <source>Ready. Files can be opened now.</source>
      <translation>Bereit. Dateien können geöffnet werden.</translation>
    </message>
    <message>
      <source>Waiting: {name}</source>
      <translation>Wartet: {name}</translation>
    </message>
    <message>
      <source>{count} files are waiting</source>
      <translation>{count} Dateien warten</translation>
    </message>
  </context>
  <context>
    <name>Stretched</name>
    <message>
      <source>Pictures of another shape are stretched, which distorts them: {note}.</source>
      <translation>Bilder anderer Form werden gestreckt, was sie verzerrt: {note}.</translation>
    </message>
  </context>
  <context>
    <name>SummaryCard</name>
    <message>
      <source>ASR, not measured</source>
      <translation>ASR, nicht gemessen</translation>
    </message>
    <message>
      <source>All runs…</source>
      <translation>Alle Läufe…</translation>
    </message>
    <message>
      <source>Each class…</source>
      <translation>Jede Klasse…</translation>
    </message>
    <message>
      <source>Flagged pictures that get class {name}</source>
      <translation>Gemeldete Bilder, die Klasse {name} bekommen</translation>
    </message>
    <message>
      <source>From images that were not learned from, before and after learning. The figures of the repair before it are in the report.</source>
      <translation>Von Bildern, aus denen nicht gelernt wurde, vor und nach dem Lernen. Die Zahlen der Reparatur davor stehen im Bericht.</translation>
    </message>
    <message>
      <source>From {images} images that nothing was tuned on.</source>
      <translation>Aus {images} Bildern, auf die nichts abgestimmt wurde.</translation>
    </message>
    <message>
      <source>It can be moved on the Screening page.</source>
      <translation>Auf der Seite „Prüfung“ lässt sie sich ändern.</translation>
    </message>
    <message>
      <source>Lost more than 10 points: {classes}</source>
      <translation>Mehr als 10 Punkte verloren: {classes}</translation>
    </message>
    <message>
      <source>Measured, not proved</source>
      <translation>Gemessen, nicht bewiesen</translation>
    </message>
    <message>
      <source>No poisoned set was given and no trigger is suspected, so the success of an attack is unknown. The screen flags poisoned images in any case.</source>
      <translation>Es wurde kein vergifteter Satz gegeben, und kein Auslöser wird vermutet; der Erfolg eines Angriffs ist also unbekannt. Die Prüfung meldet vergiftete Bilder in jedem Fall.</translation>
    </message>
    <message>
      <source>Nothing was changed and there are no labels, so nothing was measured.</source>
      <translation>Nichts wurde geändert und es gibt keine Labels, daher wurde nichts gemessen.</translation>
    </message>
    <message>
      <source>Report…</source>
      <translation>Bericht…</translation>
    </message>
    <message>
      <source>Run again…</source>
      <translation>Erneut starten…</translation>
    </message>
    <message>
      <source>Source-specific triggers, all-to-all attacks and warps may remain undetected.</source>
      <translation>Quellenspezifische Auslöser, All-to-all-Angriffe und Verzerrungen können unentdeckt bleiben.</translation>
    </message>
    <message>
      <source>The same of class {name} alone</source>
      <translation>Dasselbe für Klasse {name} allein</translation>
    </message>
    <message>
      <source>Threshold of the screen: {bits} at {frr} FRR</source>
      <translation>Schwelle der Prüfung: {bits} bei {frr} FRR</translation>
    </message>
    <message>
      <source>Without labels, the BadNet's own answers are used instead.</source>
      <translation>Ohne Labels gelten stattdessen die eigenen Antworten des BadNets.</translation>
    </message>
    <message>
      <source>and {more} more</source>
      <translation>und {more} weitere</translation>
    </message>
    <message>
      <source>{name}: {before} → {after} ({images} images)</source>
      <translation>{name}: {before} → {after} ({images} Bilder)</translation>
    </message>
  </context>
  <context>
    <name>SweepPlot</name>
    <message>
      <source>Plot of the sweep over pruned channels</source>
      <translation>Diagramm des Verlaufs über den gestutzten Kanälen</translation>
    </message>
    <message>
      <source>activation</source>
      <translation>Aktivierung</translation>
    </message>
    <message>
      <source>budget {share} %</source>
      <translation>Budget {share} %</translation>
    </message>
    <message>
      <source>channels pruned</source>
      <translation>gestutzte Kanäle</translation>
    </message>
    <message>
      <source>chosen: {count} channels</source>
      <translation>gewählt: {count} Kanäle</translation>
    </message>
    <message>
      <source>last one within the budget</source>
      <translation>der letzte im Budget</translation>
    </message>
    <message>
      <source>mean activation on clean data; pruned ones are lighter</source>
      <translation>mittlere Aktivierung auf sauberen Daten; gestutzte heller</translation>
    </message>
    <message>
      <source>share of images (%)</source>
      <translation>Anteil der Bilder (%)</translation>
    </message>
    <message>
      <source>{count} channels</source>
      <translation>{count} Kanäle</translation>
    </message>
  </context>
  <context>
    <name>Terms</name>
    <message>
      <source>Click to read more in the guide.</source>
      <translation>Klicken, um mehr im Handbuch zu lesen.</translation>
    </message>
  </context>
  <context>
    <name>Thumbnails</name>
    <message>
      <source>Reading pictures</source>
      <translation>Bilder werden gelesen</translation>
    </message>
  </context>
  <context>
    <name>Tour</name>
    <message>
      <source>Each picture gets a class, a p-value and a verdict. Select a row to see the evidence for it.</source>
      <translation>Jedes Bild erhält eine Klasse, einen p-Wert und ein Urteil. Eine gewählte Zeile zeigt, worauf es beruht.</translation>
    </message>
    <message>
      <source>It is under way.</source>
      <translation>Der Schritt läuft gerade.</translation>
    </message>
    <message>
      <source>Look at the checks and the clean data</source>
      <translation>Prüfungen und saubere Daten ansehen</translation>
    </message>
    <message>
      <source>Open the BadNet</source>
      <translation>Das BadNet öffnen</translation>
    </message>
    <message>
      <source>Open the demo: a network for 12 traffic signs that somebody else has trained. The file is checked first, and nothing in it runs.</source>
      <translation>Öffnen Sie die Demo: ein Netz für 12 Verkehrszeichen, das jemand anderes trainiert hat. Die Datei wird zuerst geprüft, und nichts darin wird ausgeführt.</translation>
    </message>
    <message>
      <source>Read the report</source>
      <translation>Den Bericht lesen</translation>
    </message>
    <message>
      <source>Run the repair and watch</source>
      <translation>Die Reparatur starten und zusehen</translation>
    </message>
    <message>
      <source>Run the repair. It searches for the trigger with the clean data alone, and then unlearns it.</source>
      <translation>Starten Sie die Reparatur. Sie sucht den Auslöser allein mit den sauberen Daten und verlernt ihn dann.</translation>
    </message>
    <message>
      <source>Screen pictures</source>
      <translation>Bilder prüfen</translation>
    </message>
    <message>
      <source>The checks found no code in the file. Now the network answers images that are known to be clean.</source>
      <translation>Die Prüfungen fanden keinen Code in der Datei. Jetzt beantwortet das Netz Bilder, die bekanntermaßen sauber sind.</translation>
    </message>
    <message>
      <source>The guided demo has ended, because another file was opened.</source>
      <translation>Die geführte Demo ist beendet, weil eine andere Datei geöffnet wurde.</translation>
    </message>
    <message>
      <source>The network answers clean images well, so its accuracy does not betray the backdoor. The poisoned set, below the clean data, does: its sticker leads nearly every sign to one class.</source>
      <translation>Das Netz beantwortet saubere Bilder gut, darum verrät seine Genauigkeit die Hintertür nicht. Der vergiftete Satz, unterhalb der sauberen Daten, verrät sie: Sein Aufkleber führt fast jedes Verkehrszeichen zu einer Klasse.</translation>
    </message>
    <message>
      <source>The repair shows its figures before and after. Now drop pictures on the window: those that look as if they carried a trigger are flagged.</source>
      <translation>Die Reparatur zeigt ihre Zahlen vorher und nachher. Legen Sie jetzt Bilder im Fenster ab: Gemeldet werden die, die aussehen, als trügen sie einen Auslöser.</translation>
    </message>
    <message>
      <source>The report holds all findings, figures and verdicts in one file. It states what was measured and does not prove that a network is clean.</source>
      <translation>Der Bericht enthält alle Befunde, Zahlen und Urteile in einer Datei. Er sagt, was gemessen wurde, und beweist nicht, dass ein Netz sauber ist.</translation>
    </message>
    <message>
      <source>This step is done.</source>
      <translation>Dieser Schritt ist getan.</translation>
    </message>
    <message>
      <source>Watch the curves: the attack success rate should fall while the clean accuracy stays. The stages beside them say what is done now.</source>
      <translation>Sehen Sie auf die Kurven: Der Angriffserfolg soll fallen, während die saubere Genauigkeit bleibt. Die Schritte daneben sagen, was gerade geschieht.</translation>
    </message>
  </context>
  <context>
    <name>TourCard</name>
    <message>
      <source>Back</source>
      <translation>Zurück</translation>
    </message>
    <message>
      <source>Do it for me</source>
      <translation>Für mich erledigen</translation>
    </message>
    <message>
      <source>Finish</source>
      <translation>Fertig</translation>
    </message>
    <message>
      <source>Leave</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>Next</source>
      <translation>Weiter</translation>
    </message>
    <message>
      <source>Step {number} of {total}</source>
      <translation>Schritt {number} von {total}</translation>
    </message>
  </context>
  <context>
    <name>TriggerCard</name>
    <message>
      <source>Accuracy of the class itself: {before} → {after} of {images} images</source>
      <translation>Genauigkeit der Klasse selbst: {before} → {after} von {images} Bildern</translation>
    </message>
    <message>
      <source>After the repair</source>
      <translation>Nach der Reparatur</translation>
    </message>
    <message>
      <source>Anomaly index</source>
      <translation>Anomalieindex</translation>
    </message>
    <message>
      <source>Anomaly index of each class</source>
      <translation>Anomalieindex jeder Klasse</translation>
    </message>
    <message>
      <source>Flip rate after</source>
      <translation>Umschlagrate nachher</translation>
    </message>
    <message>
      <source>Flip rate before</source>
      <translation>Umschlagrate vorher</translation>
    </message>
    <message>
      <source>Grey levels</source>
      <translation>Graustufen</translation>
    </message>
    <message>
      <source>Least channel perturbation {own}, of other classes {others}</source>
      <translation>Kleinste Störung der Kanäle {own}, bei anderen Klassen {others}</translation>
    </message>
    <message>
      <source>Margin</source>
      <translation>Vorsprung</translation>
    </message>
    <message>
      <source>Margin in copies that unlearned their classes {own}, of others {others}</source>
      <translation>Vorsprung in Kopien, die ihre Klassen verlernt haben: {own}, bei anderen {others}</translation>
    </message>
    <message>
      <source>Mask size (px)</source>
      <translation>Maskengröße (px)</translation>
    </message>
    <message>
      <source>Next suspected trigger</source>
      <translation>Nächster vermuteter Auslöser</translation>
    </message>
    <message>
      <source>No class can be reached by an unusually small trigger, and the network is unusually sure of none. Source-specific and all-to-all attacks and warps may be missed.</source>
      <translation>Zu keiner Klasse führt ein ungewöhnlich kleiner Auslöser, und keiner ist sich das Netz ungewöhnlich sicher. Quellenspezifische und All-to-all-Angriffe und Verzerrungen können übersehen werden.</translation>
    </message>
    <message>
      <source>No search for triggers</source>
      <translation>Keine Suche nach Auslösern</translation>
    </message>
    <message>
      <source>No trigger is suspected</source>
      <translation>Kein Auslöser vermutet</translation>
    </message>
    <message>
      <source>Previous suspected trigger</source>
      <translation>Voriger vermuteter Auslöser</translation>
    </message>
    <message>
      <source>Size times spread {own} px², of others at least {others}</source>
      <translation>Größe mal Streuung {own} px², bei anderen mindestens {others}</translation>
    </message>
    <message>
      <source>Suspected trigger</source>
      <translation>Vermuteter Auslöser</translation>
    </message>
    <message>
      <source>Suspected {why}.</source>
      <translation>Verdächtig {why}.</translation>
    </message>
    <message>
      <source>The additive trigger of class {name} is above 2 and not suspected: {why}.</source>
      <translation>Der additive Auslöser der Klasse {name} liegt über 2 und wird nicht verdächtigt: {why}.</translation>
    </message>
    <message>
      <source>The patch of class {name} is above 2 and not suspected: {why}.</source>
      <translation>Der Fleck der Klasse {name} liegt über 2 und wird nicht verdächtigt: {why}.</translation>
    </message>
    <message>
      <source>This recipe does not search for triggers. A scan suspects classes that an unusually small trigger leads to, or that the network is unusually sure of.</source>
      <translation>Dieses Rezept sucht keine Auslöser. Eine Suche verdächtigt Klassen, zu denen ein ungewöhnlich kleiner Auslöser führt oder deren sich das Netz ungewöhnlich sicher ist.</translation>
    </message>
    <message>
      <source>stamped on clean data</source>
      <translation>auf saubere Daten gestempelt</translation>
    </message>
    <message>
      <source>target class {name}</source>
      <translation>Zielklasse {name}</translation>
    </message>
    <message>
      <source>trigger</source>
      <translation>Auslöser</translation>
    </message>
    <message>
      <source>{more} more are above 2 and not suspected.</source>
      <translation>{more} weitere liegen über 2 und sind nicht verdächtig.</translation>
    </message>
  </context>
  <context>
    <name>VerdictCard</name>
    <message>
      <source>All</source>
      <translation>Alle</translation>
    </message>
    <message>
      <source>Clean</source>
      <translation>Sauber</translation>
    </message>
    <message>
      <source>File or class</source>
      <translation>Datei oder Klasse</translation>
    </message>
    <message>
      <source>Gallery</source>
      <translation>Galerie</translation>
    </message>
    <message>
      <source>How rows are shown</source>
      <translation>Wie die Zeilen gezeigt werden</translation>
    </message>
    <message>
      <source>Keep the finished verdicts and skip the rest</source>
      <translation>Fertige Urteile behalten und den Rest auslassen</translation>
    </message>
    <message>
      <source>List</source>
      <translation>Liste</translation>
    </message>
    <message>
      <source>No screened image has this verdict, file name or class.</source>
      <translation>Kein geprüftes Bild hat dieses Urteil, diesen Dateinamen oder diese Klasse.</translation>
    </message>
    <message>
      <source>No such row</source>
      <translation>Keine solche Zeile</translation>
    </message>
    <message>
      <source>Poisoned</source>
      <translation>Vergiftet</translation>
    </message>
    <message>
      <source>Rows to show</source>
      <translation>Gezeigte Zeilen</translation>
    </message>
    <message>
      <source>Search by file or class</source>
      <translation>Nach Datei oder Klasse suchen</translation>
    </message>
    <message>
      <source>Show all</source>
      <translation>Alle zeigen</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>correct,</source>
      <translation>richtig,</translation>
    </message>
    <message>
      <source>incorrect</source>
      <translation>falsch</translation>
    </message>
    <message>
      <source>marked as false alarm: {alarms}, as missed: {missed}</source>
      <translation>als Fehlalarm markiert: {alarms}, als übersehen: {missed}</translation>
    </message>
    <message>
      <source>{count} clean</source>
      <translation>{count} sauber</translation>
    </message>
    <message>
      <source>{count} poisoned</source>
      <translation>{count} vergiftet</translation>
    </message>
    <message>
      <source>{count} screened</source>
      <translation>{count} geprüft</translation>
    </message>
    <message>
      <source>{count} with labels:</source>
      <translation>{count} mit Labels:</translation>
    </message>
  </context>
  <context>
    <name>VerdictView</name>
    <message>
      <source>Copy</source>
      <translation>Kopieren</translation>
    </message>
    <message>
      <source>Copy picture</source>
      <translation>Bild kopieren</translation>
    </message>
    <message>
      <source>Mark the verdict as wrong</source>
      <translation>Urteil als falsch markieren</translation>
    </message>
    <message>
      <source>Open file</source>
      <translation>Datei öffnen</translation>
    </message>
    <message>
      <source>Order of arrival</source>
      <translation>Reihenfolge der Ankunft</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>Entfernen</translation>
    </message>
    <message>
      <source>Screened images</source>
      <translation>Geprüfte Bilder</translation>
    </message>
    <message>
      <source>See large</source>
      <translation>Groß zeigen</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>Im Ordner zeigen</translation>
    </message>
    <message>
      <source>Sort by</source>
      <translation>Sortieren nach</translation>
    </message>
  </context>
  <context>
    <name>WhatYouCanDo</name>
    <message>
      <source>Ask its author for the same network as one file with plain layers.</source>
      <translation>Den Autor um dasselbe Netz als eine Datei mit einfachen Schichten bitten.</translation>
    </message>
    <message>
      <source>Send the findings with your request: Copy findings puts them on the clipboard.</source>
      <translation>Die Befunde mitschicken: „Befunde kopieren“ legt sie in die Zwischenablage.</translation>
    </message>
    <message>
      <source>There is no “open anyway”: loading this file is the attack.</source>
      <translation>Es gibt kein „trotzdem öffnen“: Das Laden dieser Datei ist der Angriff.</translation>
    </message>
    <message>
      <source>What you can do</source>
      <translation>Was Sie tun können</translation>
    </message>
  </context>
  <context>
    <name>Wording</name>
    <message>
      <source>{figure} bits</source>
      <translation>{figure} Bit</translation>
    </message>
  </context>
  <context>
    <name>_TimeCard</name>
    <message>
      <source>Paused, time left</source>
      <translation>Angehalten, Restzeit</translation>
    </message>
    <message>
      <source>Progress of the repair</source>
      <translation>Fortschritt der Reparatur</translation>
    </message>
    <message>
      <source>Time left</source>
      <translation>Restzeit</translation>
    </message>
    <message>
      <source>about {time}</source>
      <translation>etwa {time}</translation>
    </message>
    <message>
      <source>estimating…</source>
      <translation>wird geschätzt…</translation>
    </message>
    <message>
      <source>{time} so far</source>
      <translation>bisher {time}</translation>
    </message>
  </context>
  <context>
    <name>core</name>
    <message>
      <source> {count} more are not supported either.</source>
      <translation> {count} weitere werden ebenfalls nicht unterstützt.</translation>
    </message>
    <message>
      <source>(not certain)</source>
      <translation>(nicht sicher)</translation>
    </message>
    <message>
      <source>(pruned)</source>
      <translation>(gestutzt)</translation>
    </message>
    <message>
      <source>(statistics {number} off)</source>
      <translation>(Statistik {number} daneben)</translation>
    </message>
    <message>
      <source>0..1 or 0..255, and floats also -1..1</source>
      <translation>0..1 oder 0..255, Gleitkommazahlen auch -1..1</translation>
    </message>
    <message>
      <source>1 point</source>
      <translation>1 Punkt</translation>
    </message>
    <message>
      <source>A WaNet-like warp moves pixels a little, and an input-aware trigger differs from image to image. Blending destroys them, and inversion finds neither. Only an unusually large margin may reveal their target class.</source>
      <translation>Eine Verzerrung wie die von WaNet verschiebt Pixel ein wenig, und ein eingabeabhängiger Auslöser ist von Bild zu Bild anders. Überblenden zerstört sie, und Invertieren findet keinen von beiden. Nur ein ungewöhnlich großer Vorsprung kann ihre Zielklasse verraten.</translation>
    </message>
    <message>
      <source>A backdoor is suspected</source>
      <translation>Eine Hintertür wird vermutet</translation>
    </message>
    <message>
      <source>A class is named by something that is not a name</source>
      <translation>Eine Klasse wird durch etwas benannt, das kein Name ist</translation>
    </message>
    <message>
      <source>A class is suspected where a trigger that leads to it is far smaller than those of other classes, or where the network can be far surer of it than of any other: the maximum margin is by how much its logit can lead all others, over all images.</source>
      <translation>Eine Klasse ist verdächtig, wenn ein Auslöser, der zu ihr führt, viel kleiner ist als die der anderen Klassen, oder wenn das Netz ihrer viel sicherer sein kann als jeder anderen: Der größte Vorsprung ist, wie weit ihr Logit allen anderen vorausliegen kann, über alle Bilder.</translation>
    </message>
    <message>
      <source>A clean image with that trigger</source>
      <translation>Ein sauberes Bild mit diesem Auslöser</translation>
    </message>
    <message>
      <source>A copy of the BadNet that unlearned its classes still answers this one.</source>
      <translation>Eine Kopie des BadNets, die ihre Klassen verlernt hat, antwortet diese noch.</translation>
    </message>
    <message>
      <source>A line is a class, a column an answer, by the class's number.</source>
      <translation>Eine Zeile ist eine Klasse, eine Spalte eine Antwort, jeweils mit der Nummer der Klasse.</translation>
    </message>
    <message>
      <source>A number for each image that is low where the image is suspicious.</source>
      <translation>Eine Zahl für jedes Bild, die niedrig ist, wo das Bild verdächtig ist.</translation>
    </message>
    <message>
      <source>A repair needs at least {fewest} clean images, and there are {count}; add some, or {remedy}.</source>
      <translation>Eine Reparatur braucht mindestens {fewest} saubere Bilder, und es sind {count}; weitere hinzufügen oder {remedy}.</translation>
    </message>
    <message>
      <source>A scan suspects triggers that lead to class {targets}.</source>
      <translation>Eine Suche vermutet Auslöser, die zu Klasse {targets} führen.</translation>
    </message>
    <message>
      <source>A screen has at least one calibration image.</source>
      <translation>Eine Prüfung hat mindestens ein Kalibrierbild.</translation>
    </message>
    <message>
      <source>A softmax over one number is always 1: the network tells no classes apart.</source>
      <translation>Ein Softmax über eine einzige Zahl ist immer 1: Das Netz unterscheidet keine Klassen.</translation>
    </message>
    <message>
      <source>A trigger as large as the features of a class, such as glasses on a face, is no smaller than the inverted triggers of clean classes, so inversion does not single it out.</source>
      <translation>Ein Auslöser, der so groß ist wie die Merkmale einer Klasse, etwa eine Brille im Gesicht, ist nicht kleiner als die invertierten Auslöser sauberer Klassen; Invertieren hebt ihn daher nicht hervor.</translation>
    </message>
    <message>
      <source>A trigger that works only on images of some classes loses its effect when STRIP blends images of other classes over it, and no inverted trigger represents it.</source>
      <translation>Ein Auslöser, der nur auf Bildern mancher Klassen wirkt, verliert seine Wirkung, wenn STRIP Bilder anderer Klassen darüberblendet, und kein invertierter Auslöser stellt ihn dar.</translation>
    </message>
    <message>
      <source>A trigger wins in every blend</source>
      <translation>Ein Auslöser gewinnt in jeder Überblendung</translation>
    </message>
    <message>
      <source>A {record} in the file is malformed.</source>
      <translation>In der Datei ist ein {record} fehlerhaft.</translation>
    </message>
    <message>
      <source>ASR still {share:.0f} %</source>
      <translation>ASR noch {share:.0f} %</translation>
    </message>
    <message>
      <source>ASR, {name}</source>
      <translation>ASR, {name}</translation>
    </message>
    <message>
      <source>Accuracy of the class</source>
      <translation>Genauigkeit der Klasse</translation>
    </message>
    <message>
      <source>All votes are calibrated together on these images: an image's p-value is the share of them that look as suspicious, by the vote that finds it most suspicious.</source>
      <translation>Alle Stimmen sind gemeinsam auf diesen Bildern kalibriert: Der p-Wert eines Bildes ist der Anteil von ihnen, der ebenso verdächtig aussieht, nach der Stimme, die es am verdächtigsten findet.</translation>
    </message>
    <message>
      <source>All-to-all attacks</source>
      <translation>Angriffe von allen auf alle Klassen</translation>
    </message>
    <message>
      <source>Alone it never flags.</source>
      <translation>Allein meldet sie nie.</translation>
    </message>
    <message>
      <source>An FRR of {frr:g} needs at least {needed} calibration images, and there are {count}; give more clean data or allow a higher FRR.</source>
      <translation>Eine FRR von {frr:g} braucht mindestens {needed} Kalibrierbilder, und es sind {count}; bitte mehr saubere Daten angeben oder eine höhere FRR zulassen.</translation>
    </message>
    <message>
      <source>An array in the file cannot be read; the file is damaged.</source>
      <translation>Ein Array in der Datei ist nicht lesbar; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>An array in the file is not as long as it says; the file is damaged.</source>
      <translation>Ein Array in der Datei ist nicht so lang, wie es angibt; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>An object is named by its module</source>
      <translation>Ein Objekt wird über sein Modul benannt</translation>
    </message>
    <message>
      <source>Anomaly index</source>
      <translation>Anomalieindex</translation>
    </message>
    <message>
      <source>Attack success is shown only: nothing was decided by it.</source>
      <translation>Der Erfolg des Angriffs wird nur gezeigt: Nichts wurde nach ihm entschieden.</translation>
    </message>
    <message>
      <source>Audit</source>
      <translation>Audit</translation>
    </message>
    <message>
      <source>Audit of {count} models</source>
      <translation>Audit von {count} Netzen</translation>
    </message>
    <message>
      <source>Backdoors that the repair left</source>
      <translation>Hintertüren, die die Reparatur ließ</translation>
    </message>
    <message>
      <source>Before and after</source>
      <translation>Davor und danach</translation>
    </message>
    <message>
      <source>Below the axis are the screened images:</source>
      <translation>Unter der Achse stehen die geprüften Bilder:</translation>
    </message>
    <message>
      <source>Blends</source>
      <translation>Überblendungen</translation>
    </message>
    <message>
      <source>Both networks answer the same class</source>
      <translation>Beide Netze antworten dieselbe Klasse</translation>
    </message>
    <message>
      <source>By how much the class can lead all others, over all images, real or not.</source>
      <translation>Um wie viel die Klasse vor allen anderen liegen kann, über alle Bilder, echte oder nicht.</translation>
    </message>
    <message>
      <source>By how much the repaired network finds the BadNet's class less probable than the BadNet does.</source>
      <translation>Um wie viel das reparierte Netz die Klasse des BadNet für weniger wahrscheinlich hält als das BadNet.</translation>
    </message>
    <message>
      <source>Calibrate the screen</source>
      <translation>Prüfung kalibrieren</translation>
    </message>
    <message>
      <source>Calibrated on</source>
      <translation>Kalibriert auf</translation>
    </message>
    <message>
      <source>Caught pictures kept apart that get the class</source>
      <translation>Gefangene, zurückgehaltene Bilder mit dieser Antwort</translation>
    </message>
    <message>
      <source>Change</source>
      <translation>Änderung</translation>
    </message>
    <message>
      <source>Change of every pixel</source>
      <translation>Änderung jedes Pixels</translation>
    </message>
    <message>
      <source>Channel perturbation</source>
      <translation>Kanalstörung</translation>
    </message>
    <message>
      <source>Channels were pruned in the order in which clean data excites them, least active first</source>
      <translation>Die Kanäle wurden in der Reihenfolge gestutzt, in der saubere Daten sie erregen, die am wenigsten aktiven zuerst</translation>
    </message>
    <message>
      <source>Channels were pruned in the order in which the suspected triggers excite them beyond clean data, most excited first</source>
      <translation>Die Kanäle wurden in der Reihenfolge gestutzt, in der die vermuteten Auslöser sie über saubere Daten hinaus erregen, die am stärksten erregten zuerst</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>Klasse</translation>
    </message>
    <message>
      <source>Class names left out</source>
      <translation>Klassennamen weggelassen</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>Klassen</translation>
    </message>
    <message>
      <source>Clean data</source>
      <translation>Saubere Daten</translation>
    </message>
    <message>
      <source>Clean, before and after</source>
      <translation>Sauber, vorher und nachher</translation>
    </message>
    <message>
      <source>Config depth and size</source>
      <translation>Tiefe und Größe der Konfiguration</translation>
    </message>
    <message>
      <source>Config out of all proportion</source>
      <translation>Konfiguration außer jedem Verhältnis</translation>
    </message>
    <message>
      <source>Confusion matrix: BadNet</source>
      <translation>Verwechslungsmatrix: BadNet</translation>
    </message>
    <message>
      <source>Confusion matrix: Repaired</source>
      <translation>Verwechslungsmatrix: Repariert</translation>
    </message>
    <message>
      <source>Contents are stored in another file</source>
      <translation>Inhalte liegen in einer anderen Datei</translation>
    </message>
    <message>
      <source>Custom code is needed</source>
      <translation>Eigener Code wird gebraucht</translation>
    </message>
    <message>
      <source>Declared against stored size</source>
      <translation>Angegebene und gespeicherte Größe</translation>
    </message>
    <message>
      <source>Each class before and after</source>
      <translation>Jede Klasse vorher und nachher</translation>
    </message>
    <message>
      <source>Each class by itself</source>
      <translation>Jede Klasse für sich</translation>
    </message>
    <message>
      <source>Each vote gives an image a number that is low where the image is suspicious, and a p-value: the share of clean images that look as suspicious.</source>
      <translation>Jede Stimme gibt einem Bild eine Zahl, die niedrig ist, wenn das Bild verdächtig ist, und einen p-Wert: den Anteil sauberer Bilder, die ebenso verdächtig aussehen.</translation>
    </message>
    <message>
      <source>Every verdict is computed with GoodNet {version} and parts whose SHA-256 are</source>
      <translation>Jedes Urteil ist mit GoodNet {version} berechnet und mit Teilen, deren SHA-256 lauten:</translation>
    </message>
    <message>
      <source>Examine the clean data</source>
      <translation>Saubere Daten untersuchen</translation>
    </message>
    <message>
      <source>External or soft links</source>
      <translation>Dateiverweise</translation>
    </message>
    <message>
      <source>External storage</source>
      <translation>Externe Ablage</translation>
    </message>
    <message>
      <source>FT-SAM</source>
      <translation>FT-SAM</translation>
    </message>
    <message>
      <source>File</source>
      <translation>Datei</translation>
    </message>
    <message>
      <source>Files above {objects:,} objects or {levels} levels are not opened; real ones have a few hundred.</source>
      <translation>Dateien mit mehr als {objects:,} Objekten oder {levels} Ebenen werden nicht geöffnet; echte haben einige hundert.</translation>
    </message>
    <message>
      <source>Filter plugin needed</source>
      <translation>Filter-Plugin wird gebraucht</translation>
    </message>
    <message>
      <source>Fine-Pruning</source>
      <translation>Fine-Pruning</translation>
    </message>
    <message>
      <source>Fine-tune</source>
      <translation>Nachtrainieren</translation>
    </message>
    <message>
      <source>Flagged below</source>
      <translation>Gemeldet unter</translation>
    </message>
    <message>
      <source>Flagged images, darkened wherever the BadNet does not look when it answers its class; the line surrounds the strongest tenth. What the repaired network looks at for the same class is left out, unless it still answers it. Leads are in logits: by how much the class is ahead of all others, or behind the best.</source>
      <translation>Gemeldete Bilder, abgedunkelt, wo das BadNet bei seiner Antwort nicht hinsieht; die Linie umgibt das stärkste Zehntel. Worauf das reparierte Netz für dieselbe Klasse achtet, ist weggelassen, außer wenn es sie noch antwortet. Der Vorsprung ist in Logits: wie weit die Klasse allen anderen voraus ist oder hinter der besten liegt.</translation>
    </message>
    <message>
      <source>Flip rate</source>
      <translation>Umschlagrate</translation>
    </message>
    <message>
      <source>From</source>
      <translation>Aus</translation>
    </message>
    <message>
      <source>From {images} images that nothing was tuned on.</source>
      <translation>Aus {images} Bildern, auf die nichts abgestimmt wurde.</translation>
    </message>
    <message>
      <source>Function carries Python code</source>
      <translation>Funktion trägt Python-Code</translation>
    </message>
    <message>
      <source>Function named by module path</source>
      <translation>Funktion über Modulpfad benannt</translation>
    </message>
    <message>
      <source>GoodNet audit</source>
      <translation>GoodNet-Audit</translation>
    </message>
    <message>
      <source>GoodNet does not rebuild it yet</source>
      <translation>GoodNet baut sie noch nicht nach</translation>
    </message>
    <message>
      <source>GoodNet does not rebuild {type} yet</source>
      <translation>GoodNet baut {type} noch nicht nach</translation>
    </message>
    <message>
      <source>GoodNet rebuilds the network from Keras's config and the variables. Whoever serves this folder runs its graph, which can be another network. Serve what GoodNet exports.</source>
      <translation>GoodNet baut das Netz aus Keras' Konfiguration und den Variablen neu auf. Wer diesen Ordner einsetzt, führt seinen Graphen aus, und der kann ein anderes Netz sein. Setzen Sie ein, was GoodNet exportiert.</translation>
    </message>
    <message>
      <source>GoodNet report: {name}</source>
      <translation>GoodNet-Bericht: {name}</translation>
    </message>
    <message>
      <source>How far this class's trigger lies below the median size, in typical deviations.</source>
      <translation>Wie weit der Auslöser dieser Klasse unter der mittleren Größe (Median) liegt, in typischen Abweichungen.</translation>
    </message>
    <message>
      <source>How many pixels the inverted trigger covers; the sum of its mask.</source>
      <translation>Wie viele Pixel der invertierte Auslöser bedeckt; die Summe seiner Maske.</translation>
    </message>
    <message>
      <source>How much the BadNet's answers vary over an image's blends; low where one class wins in every blend.</source>
      <translation>Wie sehr die Antworten des BadNets über die Überblendungen eines Bildes schwanken; niedrig, wenn eine Klasse in jeder Überblendung gewinnt.</translation>
    </message>
    <message>
      <source>How probable the image's own class stays, on average, when the image is blended with clean images.</source>
      <translation>Wie wahrscheinlich die eigene Klasse des Bildes im Mittel bleibt, wenn es mit sauberen Bildern gemischt wird.</translation>
    </message>
    <message>
      <source>If the trigger leads each class to another one, no single target class stands out, neither in blends nor in inverted triggers or margins.</source>
      <translation>Wenn der Auslöser jede Klasse zu einer anderen führt, sticht keine einzelne Zielklasse heraus, weder in Überblendungen noch in invertierten Auslösern oder Vorsprüngen.</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>Bilder</translation>
    </message>
    <message>
      <source>Images of any size</source>
      <translation>Bilder jeder Größe</translation>
    </message>
    <message>
      <source>Input</source>
      <translation>Eingabe</translation>
    </message>
    <message>
      <source>Inspected and scanned, not repaired.</source>
      <translation>Untersucht und durchsucht, nicht repariert.</translation>
    </message>
    <message>
      <source>Inspected, not repaired.</source>
      <translation>Untersucht, nicht repariert.</translation>
    </message>
    <message>
      <source>Invert additive triggers</source>
      <translation>Additive Auslöser invertieren</translation>
    </message>
    <message>
      <source>Invert patches</source>
      <translation>Flecken invertieren</translation>
    </message>
    <message>
      <source>It calls functions that its author wrote, and their code would run here. It could do anything that you can do on this computer.</source>
      <translation>Sie ruft Funktionen auf, die ihr Verfasser schrieb, und deren Code würde hier laufen. Er könnte alles tun, was Sie auf diesem Computer tun können.</translation>
    </message>
    <message>
      <source>It contains too many members, or two with the same name.</source>
      <translation>Es enthält zu viele Bestandteile oder zwei gleichen Namens.</translation>
    </message>
    <message>
      <source>It declares {declared} and stores {stored}; reading it would fill this computer's memory.</source>
      <translation>Angegeben sind {declared}, gespeichert {stored}; das Lesen würde den Speicher dieses Rechners füllen.</translation>
    </message>
    <message>
      <source>It declares {size}; reading it would fill this computer's memory.</source>
      <translation>Angegeben sind {size}; das Lesen würde den Speicher dieses Rechners füllen.</translation>
    </message>
    <message>
      <source>It ended its worker twice and was abandoned.</source>
      <translation>Es hat den Prozess, der daran arbeitete, zweimal beendet und wurde aufgegeben.</translation>
    </message>
    <message>
      <source>It is Python bytecode, and loading the model would run it. It could do anything that you can do on this computer.</source>
      <translation>Das ist Python-Bytecode, und das Laden des Modells würde ihn ausführen. Er könnte alles tun, was Sie auf diesem Rechner tun können.</translation>
    </message>
    <message>
      <source>It is compressed in a way that Keras never uses.</source>
      <translation>Es ist auf eine Art komprimiert, die Keras nie verwendet.</translation>
    </message>
    <message>
      <source>It is not certain which preprocessing this network expects: {tried}. {name} is used; if its author says otherwise, {remedy}.</source>
      <translation>Es ist nicht sicher, wie dieses Netz seine Bilder vorverarbeitet haben will: {tried}. Genommen wurde {name}; wenn sein Autor etwas anderes sagt, können Sie {remedy}.</translation>
    </message>
    <message>
      <source>It is {size}, above the {limit} allowed</source>
      <translation>Sie ist {size} groß, erlaubt sind {limit}</translation>
    </message>
    <message>
      <source>It loads a TensorFlow program from a folder that the file names, and such a program can read and write files.</source>
      <translation>Sie lädt ein TensorFlow-Programm aus einem Ordner, den die Datei nennt, und ein solches Programm kann Dateien lesen und schreiben.</translation>
    </message>
    <message>
      <source>It nests deeper than the {limit} levels allowed</source>
      <translation>Sie ist tiefer verschachtelt als die erlaubten {limit} Ebenen</translation>
    </message>
    <message>
      <source>It unpickles a PyTorch module, and unpickling runs whatever code the file holds.</source>
      <translation>Sie entpackt ein PyTorch-Modul mit pickle, und das führt jeden Code aus, den die Datei enthält.</translation>
    </message>
    <message>
      <source>Its class wins whichever picture is blended over the image.</source>
      <translation>Seine Klasse gewinnt, welches Bild auch immer darübergelegt wird.</translation>
    </message>
    <message>
      <source>Its contents are pieced together from other datasets, which may lie in other files on this computer.</source>
      <translation>Der Inhalt ist aus anderen Datensätzen zusammengesetzt, die in anderen Dateien auf diesem Rechner liegen können.</translation>
    </message>
    <message>
      <source>Its name is longer than any that Keras writes.</source>
      <translation>Der Name ist länger als jeder, den Keras schreibt.</translation>
    </message>
    <message>
      <source>Its name leads out of the folder into which it is unpacked.</source>
      <translation>Der Name führt aus dem Ordner hinaus, in den entpackt wird.</translation>
    </message>
    <message>
      <source>Its reader crashed</source>
      <translation>Der Leser stürzte ab</translation>
    </message>
    <message>
      <source>Its weights are rounded to few bits ({name}), and a repair cannot train such weights. Open the network as it was before model.quantize. Nothing in it is unsafe.</source>
      <translation>Die Gewichte sind auf wenige Bits gerundet ({name}), und eine Reparatur kann solche Gewichte nicht trainieren. Öffnen Sie das Netz, wie es vor model.quantize war. Unsicher ist nichts daran.</translation>
    </message>
    <message>
      <source>Keras 2 leaves the tensors of tf.einsum out of a file, so no program can open this one; use Dot, EinsumDense or tf.matmul instead, and save the network again</source>
      <translation>Keras 2 schreibt die Tensoren von tf.einsum nicht in die Datei, sodass kein Programm sie öffnen kann; verwenden Sie stattdessen Dot, EinsumDense oder tf.matmul, und speichern Sie das Netz neu</translation>
    </message>
    <message>
      <source>Keras cannot build the network in {name}: {reason}</source>
      <translation>Keras kann das Netz in {name} nicht aufbauen: {reason}</translation>
    </message>
    <message>
      <source>Keras opens such a file only if its name ends in .keras.</source>
      <translation>Keras öffnet eine solche Datei nur, wenn ihr Name auf .keras endet.</translation>
    </message>
    <message>
      <source>Keras runs this code while it loads the file, even in safe mode (CVE-2025-9905). It could do anything that you can do on this computer.</source>
      <translation>Keras führt diesen Code beim Laden der Datei aus, sogar im sicheren Modus (CVE-2025-9905). Er könnte alles tun, was Sie auf diesem Rechner tun können.</translation>
    </message>
    <message>
      <source>Keras version, as written</source>
      <translation>Keras-Version, laut Datei</translation>
    </message>
    <message>
      <source>Keras would call {name}, which can run code, or read and write files on this computer.</source>
      <translation>Keras würde {name} aufrufen; das kann Code ausführen oder Dateien auf diesem Rechner lesen und schreiben.</translation>
    </message>
    <message>
      <source>Keras would import {module} and call {target} from it, which need not have anything to do with networks.</source>
      <translation>Keras würde {module} importieren und daraus {target} aufrufen; das muss mit Netzen nichts zu tun haben.</translation>
    </message>
    <message>
      <source>Lambda layer carries Python code</source>
      <translation>Lambda-Schicht trägt Python-Code</translation>
    </message>
    <message>
      <source>Lambda, custom code</source>
      <translation>Lambda, eigener Code</translation>
    </message>
    <message>
      <source>Large triggers</source>
      <translation>Große Auslöser</translation>
    </message>
    <message>
      <source>Layer</source>
      <translation>Schicht</translation>
    </message>
    <message>
      <source>Layer calls its author's code</source>
      <translation>Schicht ruft Code ihres Verfassers auf</translation>
    </message>
    <message>
      <source>Layer class is not on the list</source>
      <translation>Schichtklasse steht nicht auf der Liste</translation>
    </message>
    <message>
      <source>Layer classes</source>
      <translation>Schichtklassen</translation>
    </message>
    <message>
      <source>Layer loads a program from disk</source>
      <translation>Schicht lädt ein Programm von der Festplatte</translation>
    </message>
    <message>
      <source>Layer unpickles Python objects</source>
      <translation>Schicht entpackt Python-Objekte mit pickle</translation>
    </message>
    <message>
      <source>Layer {layer} has several outputs, and that is not supported yet.</source>
      <translation>Die Schicht {layer} hat mehrere Ausgaben; das wird noch nicht unterstützt.</translation>
    </message>
    <message>
      <source>Layer {name} ({type_name}) cannot be read: {error}.</source>
      <translation>Schicht {name} ({type_name}) ist nicht lesbar: {error}.</translation>
    </message>
    <message>
      <source>Layer {name} ({type_name}) is not supported yet: {error}.</source>
      <translation>Die Schicht {name} ({type_name}) wird noch nicht unterstützt: {error}.</translation>
    </message>
    <message>
      <source>Layer {name} ({type}) does not fit the one before it: {error}.</source>
      <translation>Schicht {name} ({type}) passt nicht zu der davor: {error}.</translation>
    </message>
    <message>
      <source>Layer {name} has no channels to prune; choose a convolution.</source>
      <translation>Schicht {name} hat keine Kanäle zum Stutzen; bitte eine Faltung wählen.</translation>
    </message>
    <message>
      <source>Layer {name} is used in more than {most} places, and that is not supported yet.</source>
      <translation>Die Schicht {name} wird an mehr als {most} Stellen benutzt, und das wird noch nicht unterstützt.</translation>
    </message>
    <message>
      <source>Layer {name} is used more than once.</source>
      <translation>Die Schicht {name} wird mehr als einmal benutzt.</translation>
    </message>
    <message>
      <source>Learn from caught images</source>
      <translation>Aus gefangenen Bildern lernen</translation>
    </message>
    <message>
      <source>Learned</source>
      <translation>Gelernt</translation>
    </message>
    <message>
      <source>Learned from</source>
      <translation>Gelernt aus</translation>
    </message>
    <message>
      <source>Learned from caught images</source>
      <translation>Aus gefangenen Bildern gelernt</translation>
    </message>
    <message>
      <source>Learned from flagged pictures</source>
      <translation>Aus gemeldeten Bildern gelernt</translation>
    </message>
    <message>
      <source>Learning cost class {target} {lost:.1f} points of its own accuracy, more than the {most:g} allowed; nothing was changed.</source>
      <translation>Das Lernen kostete Klasse {target} {lost:.1f} Punkte ihrer eigenen Genauigkeit, mehr als die erlaubten {most:g}; nichts wurde geändert.</translation>
    </message>
    <message>
      <source>Learning cost {lost:.1f} points of {measure}, more than the {most:g} allowed; nothing was changed.</source>
      <translation>Das Lernen kostete {lost:.1f} Punkte ({measure}), mehr als die erlaubten {most:g}; nichts wurde geändert.</translation>
    </message>
    <message>
      <source>Left out as probable false alarms</source>
      <translation>Als wahrscheinliche Fehlalarme weggelassen</translation>
    </message>
    <message>
      <source>Link in place of content</source>
      <translation>Verweis anstelle von Inhalt</translation>
    </message>
    <message>
      <source>Link into another file</source>
      <translation>Verweis in eine andere Datei</translation>
    </message>
    <message>
      <source>Loading would copy {file} from this computer into the network's weights or images (CVE-2026-1669).</source>
      <translation>Das Laden würde {file} von diesem Rechner in die Gewichte oder Bilder des Netzes kopieren (CVE-2026-1669).</translation>
    </message>
    <message>
      <source>Look at the files</source>
      <translation>Dateien ansehen</translation>
    </message>
    <message>
      <source>Margin in copies that unlearned</source>
      <translation>Vorsprung in Kopien, die verlernt haben</translation>
    </message>
    <message>
      <source>Mask size</source>
      <translation>Maskengröße</translation>
    </message>
    <message>
      <source>Maximum margin</source>
      <translation>Größter Vorsprung</translation>
    </message>
    <message>
      <source>Measure before and after</source>
      <translation>Vorher und nachher messen</translation>
    </message>
    <message>
      <source>Measure margins</source>
      <translation>Vorsprünge messen</translation>
    </message>
    <message>
      <source>Measured, not proved</source>
      <translation>Gemessen, nicht bewiesen</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>Netz</translation>
    </message>
    <message>
      <source>Networks</source>
      <translation>Netze</translation>
    </message>
    <message>
      <source>No Dask scheduler answers at {address}: {why}</source>
      <translation>Unter {address} antwortet kein Dask-Scheduler: {why}</translation>
    </message>
    <message>
      <source>No backdoor found</source>
      <translation>Keine Hintertür gefunden</translation>
    </message>
    <message>
      <source>No backdoor found, little changed</source>
      <translation>Keine Hintertür gefunden, wenig verändert</translation>
    </message>
    <message>
      <source>No backdoor of the kinds that a scan can find: triggers for {searched} of {classes} classes were searched for, and none stands out, nor does the maximum margin of a class.</source>
      <translation>Keine Hintertür von den Arten, die eine Suche finden kann: Für {searched} von {classes} Klassen wurden Auslöser gesucht, und keiner sticht heraus, auch nicht der größte Vorsprung einer Klasse.</translation>
    </message>
    <message>
      <source>No image has a size that can be read; {remedy}.</source>
      <translation>Kein Bild hat eine lesbare Größe; {remedy}.</translation>
    </message>
    <message>
      <source>No trigger wins in every blend</source>
      <translation>Kein Auslöser gewinnt in jeder Überblendung</translation>
    </message>
    <message>
      <source>None of the inputs could be screened.</source>
      <translation>Keine der Eingaben konnte geprüft werden.</translation>
    </message>
    <message>
      <source>None of this GoodNet's votes can be exported like that.</source>
      <translation>Keine der Stimmen dieses GoodNets kann so exportiert werden.</translation>
    </message>
    <message>
      <source>Not supported yet</source>
      <translation>Noch nicht unterstützt</translation>
    </message>
    <message>
      <source>Nothing was changed and there are no labels, so no agreement is stated.</source>
      <translation>Nichts wurde geändert und es gibt keine Labels, daher wird keine Übereinstimmung genannt.</translation>
    </message>
    <message>
      <source>ONNX needs tf2onnx, which is not installed here: pip install 'goodnet[onnx]'.</source>
      <translation>ONNX braucht tf2onnx, das hier nicht installiert ist: pip install 'goodnet[onnx]'.</translation>
    </message>
    <message>
      <source>Of at least one image, none to all can be flagged.</source>
      <translation>Von mindestens einem Bild können keines bis alle gemeldet sein.</translation>
    </message>
    <message>
      <source>Of the demo's pictures {clean} of the clean ones and {triggered} of the triggered ones were flagged.</source>
      <translation>Von den Bildern der Demo wurden {clean} der sauberen und {triggered} derer mit Auslöser gemeldet.</translation>
    </message>
    <message>
      <source>One number for two classes</source>
      <translation>Eine Zahl für zwei Klassen</translation>
    </message>
    <message>
      <source>Only {count} images were caught; it takes {fewest} to learn from.</source>
      <translation>Nur {count} Bilder wurden gefangen; zum Lernen braucht es {fewest}.</translation>
    </message>
    <message>
      <source>Open the BadNet</source>
      <translation>BadNet öffnen</translation>
    </message>
    <message>
      <source>Other votes</source>
      <translation>Andere Stimmen</translation>
    </message>
    <message>
      <source>Outcome</source>
      <translation>Ergebnis</translation>
    </message>
    <message>
      <source>Output shape</source>
      <translation>Ausgabeform</translation>
    </message>
    <message>
      <source>Overlays</source>
      <translation>Überlagerungen</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>Parameter</translation>
    </message>
    <message>
      <source>Parquet needs pyarrow, which is not installed here: pip install 'goodnet[cluster]'.</source>
      <translation>Parquet braucht pyarrow, das hier nicht installiert ist: pip install 'goodnet[cluster]'.</translation>
    </message>
    <message>
      <source>Perturb channels</source>
      <translation>Kanäle stören</translation>
    </message>
    <message>
      <source>Preprocessing, given</source>
      <translation>Vorverarbeitung, vorgegeben</translation>
    </message>
    <message>
      <source>Preprocessing, measured</source>
      <translation>Vorverarbeitung, gemessen</translation>
    </message>
    <message>
      <source>Prune channels</source>
      <translation>Kanäle stutzen</translation>
    </message>
    <message>
      <source>Prune curve</source>
      <translation>Kurve des Stutzens</translation>
    </message>
    <message>
      <source>Pruning of {layer}</source>
      <translation>Stutzen von {layer}</translation>
    </message>
    <message>
      <source>Rank channels of {layer}</source>
      <translation>Kanäle von {layer} ordnen</translation>
    </message>
    <message>
      <source>Reading needs HDF5 filter {code}, which is native code loaded from this computer. Save the file again with gzip or no compression.</source>
      <translation>Das Lesen braucht den HDF5-Filter {code}; das ist nativer Code, der von diesem Rechner geladen wird. Bitte die Datei mit gzip oder unkomprimiert neu speichern.</translation>
    </message>
    <message>
      <source>Reading would open {file} on this computer and take its contents for this file's (CVE-2026-1669).</source>
      <translation>Das Lesen würde {file} auf diesem Rechner öffnen und dessen Inhalt für den dieser Datei ausgeben (CVE-2026-1669).</translation>
    </message>
    <message>
      <source>Record activations of {layer}</source>
      <translation>Aktivierungen von {layer}</translation>
    </message>
    <message>
      <source>Repaired</source>
      <translation>Repariert</translation>
    </message>
    <message>
      <source>Safety of the file</source>
      <translation>Sicherheit der Datei</translation>
    </message>
    <message>
      <source>Say what to write: --out FILE.html, --card FILE.md, or both.</source>
      <translation>Bitte angeben, was zu schreiben ist: --out DATEI.html, --card DATEI.md oder beides.</translation>
    </message>
    <message>
      <source>Screen only</source>
      <translation>Nur Prüfung</translation>
    </message>
    <message>
      <source>Screen set up, not repaired</source>
      <translation>Prüfung eingerichtet, nicht repariert</translation>
    </message>
    <message>
      <source>Screen the images</source>
      <translation>Die Bilder prüfen</translation>
    </message>
    <message>
      <source>Screened images</source>
      <translation>Geprüfte Bilder</translation>
    </message>
    <message>
      <source>Search again</source>
      <translation>Erneut suchen</translation>
    </message>
    <message>
      <source>Seconds</source>
      <translation>Sekunden</translation>
    </message>
    <message>
      <source>Shortlist classes</source>
      <translation>Klassen eingrenzen</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>Größe</translation>
    </message>
    <message>
      <source>Size out of all proportion</source>
      <translation>Größe außer jedem Verhältnis</translation>
    </message>
    <message>
      <source>Size times spread</source>
      <translation>Größe mal Streuung</translation>
    </message>
    <message>
      <source>Source-specific triggers</source>
      <translation>Quellenspezifische Auslöser</translation>
    </message>
    <message>
      <source>Suspected targets</source>
      <translation>Verdächtige Ziele</translation>
    </message>
    <message>
      <source>Tell false alarms</source>
      <translation>Fehlalarme erkennen</translation>
    </message>
    <message>
      <source>TensorFlow function that does more than compute</source>
      <translation>TensorFlow-Funktion, die mehr tut als rechnen</translation>
    </message>
    <message>
      <source>The BadNet loses its class when each pixel is moved a little.</source>
      <translation>Das BadNet verliert seine Klasse, wenn jedes Pixel ein wenig bewegt wird.</translation>
    </message>
    <message>
      <source>The BadNet loses its class when the image is moved a little.</source>
      <translation>Das BadNet verliert seine Klasse, wenn das Bild ein wenig verschoben wird.</translation>
    </message>
    <message>
      <source>The BadNet loses its class when the image is smoothed.</source>
      <translation>Das BadNet verliert seine Klasse, wenn das Bild geglättet wird.</translation>
    </message>
    <message>
      <source>The attack still works: {share:.0f} %</source>
      <translation>Der Angriff wirkt noch: {share:.0f} %</translation>
    </message>
    <message>
      <source>The clean data holds no images; give a file or folder that does.</source>
      <translation>Die sauberen Daten enthalten keine Bilder; bitte eine Datei oder einen Ordner mit Bildern angeben.</translation>
    </message>
    <message>
      <source>The clean data may be out of domain for this network: {what}. A screen calibrated on out-of-domain images misses more and flags more.</source>
      <translation>Die sauberen Daten gehören womöglich nicht zur Domäne dieses Netzes: {what}. Eine Prüfung, die auf Bildern außerhalb der Domäne kalibriert ist, übersieht mehr und meldet mehr.</translation>
    </message>
    <message>
      <source>The config describes a {type_name}, not a network; give a whole model.</source>
      <translation>Die Konfiguration beschreibt {type_name}, kein Netz; bitte ein ganzes Modell angeben.</translation>
    </message>
    <message>
      <source>The config takes the output of layer {lost}, which it does not call.</source>
      <translation>Die Konfiguration verwendet die Ausgabe der Schicht {lost}, ruft diese aber nicht auf.</translation>
    </message>
    <message>
      <source>The connection to the scheduler is lost; finished work is kept. Run the same command again to continue.</source>
      <translation>Die Verbindung zum Scheduler ist verloren; fertige Arbeit bleibt erhalten. Derselbe Befehl setzt sie fort.</translation>
    </message>
    <message>
      <source>The disagreement shows only triggers that the repaired network withstands. If it still obeys them, only the other votes can flag an image.</source>
      <translation>Der Widerspruch zeigt nur Auslöser, denen das reparierte Netz widersteht. Folgt es ihnen noch, können nur die anderen Stimmen ein Bild melden.</translation>
    </message>
    <message>
      <source>The disk is full; free some space and try again.</source>
      <translation>Der Datenträger ist voll; bitte Platz schaffen und noch einmal versuchen.</translation>
    </message>
    <message>
      <source>The file holds no numbers for {weight} of layer {layer}.</source>
      <translation>Die Datei enthält keine Zahlen für {weight} der Schicht {layer}.</translation>
    </message>
    <message>
      <source>The file holds no weights for layer {layer}.</source>
      <translation>Die Datei enthält keine Gewichte für die Schicht {layer}.</translation>
    </message>
    <message>
      <source>The flagged images do not crowd class {target}: clean images are flagged as often.</source>
      <translation>Die gemeldeten Bilder häufen sich nicht in Klasse {target}: Saubere Bilder werden ebenso oft gemeldet.</translation>
    </message>
    <message>
      <source>The gate is closed. Models not examined: {count}.</source>
      <translation>Die Schranke ist geschlossen. Nicht untersuchte Netze: {count}.</translation>
    </message>
    <message>
      <source>The gate is closed. Suspected models: {count}.</source>
      <translation>Die Schranke ist geschlossen. Verdächtige Netze: {count}.</translation>
    </message>
    <message>
      <source>The gate is closed. Unsafe models: {count}.</source>
      <translation>Die Schranke ist geschlossen. Unsichere Netze: {count}.</translation>
    </message>
    <message>
      <source>The graph was not read</source>
      <translation>Der Graph wurde nicht gelesen</translation>
    </message>
    <message>
      <source>The images are {dtype} of shape {shape}; the network takes uint8 images of shape {wanted}, 0 to 255.</source>
      <translation>Die Bilder sind {dtype} der Form {shape}; das Netz nimmt uint8-Bilder der Form {wanted}, 0 bis 255.</translation>
    </message>
    <message>
      <source>The images carry no labels that count here: the BadNet's own answers stand in for them, so every figure is agreement with the BadNet.</source>
      <translation>Die Bilder tragen keine Labels, die hier zählen: Die eigenen Antworten des BadNets stehen für sie ein, jede Zahl ist also Übereinstimmung mit dem BadNet.</translation>
    </message>
    <message>
      <source>The label rows of {name} are not one-hot; {remedy}.</source>
      <translation>Die Label-Zeilen von {name} sind nicht one-hot; {remedy}.</translation>
    </message>
    <message>
      <source>The labels of {name} are not class numbers or one-hot rows; {remedy}.</source>
      <translation>Die Labels von {name} sind weder Klassennummern noch one-hot-Zeilen; {remedy}.</translation>
    </message>
    <message>
      <source>The labels of {name} are objects of Python, and reading them could run code; save them as a plain array, or {leave_out}.</source>
      <translation>Die Labels von {name} sind Python-Objekte, und sie zu lesen könnte Code ausführen; speichern Sie sie als einfaches Array, oder {leave_out}.</translation>
    </message>
    <message>
      <source>The matrices have the {shown} classes with the most wrong answers.</source>
      <translation>Die Matrizen haben die {shown} Klassen mit den meisten falschen Antworten.</translation>
    </message>
    <message>
      <source>The model could not be examined</source>
      <translation>Das Netz konnte nicht untersucht werden</translation>
    </message>
    <message>
      <source>The model is unsafe</source>
      <translation>Das Netz ist unsicher</translation>
    </message>
    <message>
      <source>The model's config is malformed ({error}); save the model again.</source>
      <translation>Die Konfiguration des Modells ist fehlerhaft ({error}); bitte das Modell neu speichern.</translation>
    </message>
    <message>
      <source>The model's config is not JSON; the file is damaged.</source>
      <translation>Die Konfiguration des Modells ist kein JSON; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>The model's config is not a JSON object; the file is damaged.</source>
      <translation>Die Konfiguration des Modells ist kein JSON-Objekt; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>The model's layers form a loop or are not connected.</source>
      <translation>Die Schichten des Modells bilden eine Schleife oder hängen nicht zusammen.</translation>
    </message>
    <message>
      <source>The name points elsewhere instead of holding content, so what was checked need not be what is read. Keras writes no such links.</source>
      <translation>Der Name zeigt anderswohin, statt Inhalt zu enthalten; was geprüft wurde, muss also nicht das sein, was gelesen wird. Keras schreibt keine solchen Verweise.</translation>
    </message>
    <message>
      <source>The network answers with one number: class 1 if it is large, class 0 if it is small.</source>
      <translation>Das Netz antwortet mit einer Zahl: Klasse 1, wenn sie groß ist, Klasse 0, wenn sie klein ist.</translation>
    </message>
    <message>
      <source>The network answers with {shape}, not with one number for each of two or more classes, and that is not supported yet.</source>
      <translation>Das Netz antwortet mit {shape}, nicht mit je einer Zahl für zwei oder mehr Klassen; das wird noch nicht unterstützt.</translation>
    </message>
    <message>
      <source>The network answers {count} classes independently, and an image may have several. GoodNet takes the strongest one as the answer, and its verdict is about that one.</source>
      <translation>Das Netz beantwortet {count} Klassen einzeln, und ein Bild kann mehrere haben. GoodNet nimmt die stärkste als Antwort; das Urteil gilt ihr.</translation>
    </message>
    <message>
      <source>The network computes with tables of more than {limit:,} numbers, which fit no memory.</source>
      <translation>Das Netz rechnet mit Tabellen von mehr als {limit:,} Zahlen, die in keinen Speicher passen.</translation>
    </message>
    <message>
      <source>The network does not take images of any size; {remedy}.</source>
      <translation>Das Netz nimmt nicht Bilder jeder Größe; Sie können {remedy}.</translation>
    </message>
    <message>
      <source>The network gives these labels to only {accuracy} of the clean data, though its mean confidence is {confidence}: the labels may belong to another network. If so, {remedy}.</source>
      <translation>Das Netz gibt nur {accuracy} der sauberen Daten diese Labels, obwohl seine mittlere Sicherheit {confidence} ist: Die Labels gehören vielleicht zu einem anderen Netz. Wenn ja: {remedy}.</translation>
    </message>
    <message>
      <source>The network has more than {limit:,} layers, which no computer runs.</source>
      <translation>Das Netz hat mehr als {limit:,} Schichten; das rechnet kein Rechner.</translation>
    </message>
    <message>
      <source>The network has no output {wanted!r}; it has {listed}.</source>
      <translation>Das Netz hat keine Ausgabe {wanted!r}; es hat {listed}.</translation>
    </message>
    <message>
      <source>The network takes images of any size, and GoodNet needs one: {remedy}, or the median size of the clean data is taken.</source>
      <translation>Das Netz nimmt Bilder jeder Größe, und GoodNet braucht eine: {remedy}, oder die mittlere Größe (Median) der sauberen Daten wird genommen.</translation>
    </message>
    <message>
      <source>The network takes images of any size. {height} x {width} is taken, the median size of the clean data; {remedy}.</source>
      <translation>Das Netz nimmt Bilder jeder Größe. {height} x {width} wird genommen, die mittlere Größe (Median) der sauberen Daten; {remedy}.</translation>
    </message>
    <message>
      <source>The network takes images of any size; GoodNet needs a fixed one.</source>
      <translation>Das Netz nimmt Bilder jeder Größe an; GoodNet braucht eine feste.</translation>
    </message>
    <message>
      <source>The network takes {shape}, not images of one to four channels, and that is not supported yet: GoodNet guards image classifiers.</source>
      <translation>Das Netz nimmt {shape}, keine Bilder mit einem bis vier Kanälen; das wird noch nicht unterstützt: GoodNet bewacht Bildklassifikatoren.</translation>
    </message>
    <message>
      <source>The network unlearned what these pictures have in common. The figures before and after a repair further up are older than this.</source>
      <translation>Das Netz hat verlernt, was diese Bilder gemeinsam haben. Die Zahlen vor und nach einer Reparatur weiter oben sind älter.</translation>
    </message>
    <message>
      <source>The network {name} does not say which images it takes; build it with an input shape and save it again.</source>
      <translation>Das Netz {name} sagt nicht, welche Bilder es annimmt; bitte mit einer Eingabeform aufbauen und neu speichern.</translation>
    </message>
    <message>
      <source>The network {name} has no layers.</source>
      <translation>Das Netz {name} hat keine Schichten.</translation>
    </message>
    <message>
      <source>The network {name} has no {what}.</source>
      <translation>Das Netz {name} hat keine {what}.</translation>
    </message>
    <message>
      <source>The network {name} has {count} inputs ({listed}), and several are not supported yet: GoodNet takes image classifiers with one.</source>
      <translation>Das Netz {name} hat {count} Eingaben ({listed}); mehrere werden noch nicht unterstützt: GoodNet nimmt Bildklassifikatoren mit einer.</translation>
    </message>
    <message>
      <source>The network {name} has {count} outputs ({listed}), and several are not supported yet; {remedy}.</source>
      <translation>Das Netz {name} hat {count} Ausgänge ({listed}), und mehrere werden noch nicht unterstützt; {remedy}.</translation>
    </message>
    <message>
      <source>The network's output ends in {activation}, and that is not supported yet; GoodNet needs a softmax, sigmoids or logits.</source>
      <translation>Die Ausgabe des Netzes endet in {activation}; das wird noch nicht unterstützt. GoodNet braucht Softmax, Sigmoids oder Logits.</translation>
    </message>
    <message>
      <source>The networks answer differently, but not significantly</source>
      <translation>Die Netze antworten verschieden, aber nicht signifikant</translation>
    </message>
    <message>
      <source>The networks disagree</source>
      <translation>Die Netze widersprechen sich</translation>
    </message>
    <message>
      <source>The picture is damaged: it has no size.</source>
      <translation>Das Bild ist beschädigt: Es hat keine Größe.</translation>
    </message>
    <message>
      <source>The pictures</source>
      <translation>Die Bilder</translation>
    </message>
    <message>
      <source>The pictures in {name} are not screened, because this folder lies beside pictures or inside of a class's folder; add it by itself.</source>
      <translation>Die Bilder in {name} werden nicht geprüft, weil dieser Ordner neben Bildern oder in einem Klassenordner liegt; fügen Sie ihn einzeln hinzu.</translation>
    </message>
    <message>
      <source>The pictures that were left out</source>
      <translation>Die weggelassenen Bilder</translation>
    </message>
    <message>
      <source>The pixels of a trigger that somebody stamped lie in one place, and those that clean classes need are scattered. So a class is suspected, too, if the size of its trigger times its spread is far below that of all others.</source>
      <translation>Die Pixel eines Auslösers, den jemand aufgestempelt hat, liegen an einer Stelle, und die, welche saubere Klassen brauchen, sind verstreut. Darum wird eine Klasse auch dann verdächtigt, wenn die Größe ihres Auslösers mal seiner Streuung weit unter der aller anderen liegt.</translation>
    </message>
    <message>
      <source>The preprocessing {name} does not fit images of {channels} channels.</source>
      <translation>Die Vorverarbeitung {name} passt nicht zu Bildern mit {channels} Kanälen.</translation>
    </message>
    <message>
      <source>The repaired network does not see what the BadNet is sure of.</source>
      <translation>Das reparierte Netz sieht nicht, wessen sich das BadNet sicher ist.</translation>
    </message>
    <message>
      <source>The repaired network is far less sure</source>
      <translation>Das reparierte Netz ist weit weniger sicher</translation>
    </message>
    <message>
      <source>The scan's answer may be wrong</source>
      <translation>Die Antwort der Suche kann falsch sein</translation>
    </message>
    <message>
      <source>The scheduler at {address} has no workers; start some.</source>
      <translation>Der Scheduler unter {address} hat keine Worker; bitte welche starten.</translation>
    </message>
    <message>
      <source>The screen</source>
      <translation>Die Prüfung</translation>
    </message>
    <message>
      <source>The separate process that reads untrusted files {happened}. The file is damaged or made to attack its reader; do not open it elsewhere.</source>
      <translation>Der eigene Prozess, der fremde Dateien liest, {happened}. Die Datei ist beschädigt oder soll ihren Leser angreifen; öffnen Sie sie auch anderswo nicht.</translation>
    </message>
    <message>
      <source>The share of clean images that look as suspicious as this one.</source>
      <translation>Der Anteil sauberer Bilder, die so verdächtig aussehen wie dieses.</translation>
    </message>
    <message>
      <source>The share of held-out clean images that the inverted trigger turns.</source>
      <translation>Der Anteil zurückgehaltener sauberer Bilder, die der invertierte Auslöser umschlagen lässt.</translation>
    </message>
    <message>
      <source>The trigger that was found</source>
      <translation>Der gefundene Auslöser</translation>
    </message>
    <message>
      <source>The variables cannot be read: {error}.</source>
      <translation>Die Variablen lassen sich nicht lesen: {error}.</translation>
    </message>
    <message>
      <source>The vote disagreement is left out: both networks answer the same.</source>
      <translation>Die Stimme disagreement entfällt: Beide Netze antworten gleich.</translation>
    </message>
    <message>
      <source>The vote expert is left out: the expert did not unlearn its classes in {steps} steps.</source>
      <translation>Die Stimme expert entfällt: Der Experte hat seine Klassen in {steps} Schritten nicht verlernt.</translation>
    </message>
    <message>
      <source>The vote expert is left out: the expert gives all clean images one class.</source>
      <translation>Die Stimme expert entfällt: Der Experte gibt allen sauberen Bildern eine Klasse.</translation>
    </message>
    <message>
      <source>The vote expert is left out: {images} clean images are too few to train it; it needs {fewest}.</source>
      <translation>Die Stimme expert entfällt: {images} saubere Bilder sind zu wenige, um ihn zu trainieren; er braucht {fewest}.</translation>
    </message>
    <message>
      <source>The vote {name} is left out: {images} clean images can calibrate only {most} votes at an FRR of {frr:g}.</source>
      <translation>Die Stimme {name} entfällt: {images} saubere Bilder können nur {most} Stimmen bei einer FRR von {frr:g} kalibrieren.</translation>
    </message>
    <message>
      <source>The vote {name} is left out: {share} of the clean images share its lowest value.</source>
      <translation>Die Stimme {name} entfällt: Ihren niedrigsten Wert haben {share} der sauberen Bilder.</translation>
    </message>
    <message>
      <source>The weights do not fit the config: it has {layers} layers with weights, and the file holds {held}.</source>
      <translation>Die Gewichte passen nicht zur Konfiguration: Sie hat {layers} Schichten mit Gewichten, die Datei enthält {held}.</translation>
    </message>
    <message>
      <source>The weights do not fit the config: layer {layer} needs {needed} arrays, and the file holds {held}.</source>
      <translation>Die Gewichte passen nicht zur Konfiguration: Schicht {layer} braucht {needed} Arrays, die Datei enthält {held}.</translation>
    </message>
    <message>
      <source>The weights do not fit the config: layer {layer} needs {weight} of shape {shape}, and the file holds {held}.</source>
      <translation>Die Gewichte passen nicht zur Konfiguration: Schicht {layer} braucht {weight} der Form {shape}, die Datei enthält {held}.</translation>
    </message>
    <message>
      <source>The {key} of the model file are not names; the file is damaged.</source>
      <translation>{key} in der Modelldatei sind keine Namen; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>The {key} of the model file is not text; the file is damaged.</source>
      <translation>{key} in der Modelldatei ist kein Text; die Datei ist beschädigt.</translation>
    </message>
    <message>
      <source>There are {given} class names for {classes} classes.</source>
      <translation>Es gibt {given} Klassennamen für {classes} Klassen.</translation>
    </message>
    <message>
      <source>There is no checkpoint of an earlier run of this repair; it begins anew.</source>
      <translation>Von einem früheren Lauf dieser Reparatur gibt es keinen Zwischenstand; sie beginnt von vorn.</translation>
    </message>
    <message>
      <source>There is no class {confirm}.</source>
      <translation>Es gibt keine Klasse {confirm}.</translation>
    </message>
    <message>
      <source>There is no file or folder {path}; check its name.</source>
      <translation>Es gibt weder Datei noch Ordner {path}; bitte den Namen prüfen.</translation>
    </message>
    <message>
      <source>There is no file {path}; check its name.</source>
      <translation>Es gibt keine Datei {path}; bitte den Namen prüfen.</translation>
    </message>
    <message>
      <source>There is no folder {folder} to write to.</source>
      <translation>Es gibt keinen Ordner {folder}, in den geschrieben werden könnte.</translation>
    </message>
    <message>
      <source>There is no format {format}; there are {names}.</source>
      <translation>Es gibt kein Format {format}; es gibt {names}.</translation>
    </message>
    <message>
      <source>There is no layer {name!r}; `goodnet inspect` lists the prunable ones.</source>
      <translation>Es gibt keine Schicht {name!r}; `goodnet inspect` nennt die, die sich stutzen lassen.</translation>
    </message>
    <message>
      <source>There is no network to audit: no .h5 or .keras file was found.</source>
      <translation>Es gibt kein Netz für das Audit: Keine .h5- oder .keras-Datei wurde gefunden.</translation>
    </message>
    <message>
      <source>There is no network {net!r}; choose from {nets}.</source>
      <translation>Es gibt kein Netz {net!r}; zur Wahl stehen {nets}.</translation>
    </message>
    <message>
      <source>There is no recipe {recipe!r}; choose from {recipes}.</source>
      <translation>Es gibt kein Rezept {recipe!r}; zur Wahl stehen {recipes}.</translation>
    </message>
    <message>
      <source>There is no room in {folder} to unpack images: {reason}.</source>
      <translation>In {folder} ist kein Platz, um Bilder zu entpacken: {reason}.</translation>
    </message>
    <message>
      <source>There is no vote {name} in this GoodNet.</source>
      <translation>Eine Stimme {name} gibt es in diesem GoodNet nicht.</translation>
    </message>
    <message>
      <source>There is no {file}; run `goodnet csaw init` first.</source>
      <translation>Es gibt kein {file}; bitte zuerst `goodnet csaw init` ausführen.</translation>
    </message>
    <message>
      <source>There is no {names}; {where}.</source>
      <translation>Es fehlt: {names}; {where}.</translation>
    </message>
    <message>
      <source>There is not enough memory for this; close other programs or use less data.</source>
      <translation>Dafür reicht der Arbeitsspeicher nicht; schließen Sie andere Programme, oder verwenden Sie weniger Daten.</translation>
    </message>
    <message>
      <source>These are the {shown} classes that lost most, of {classes}.</source>
      <translation>Dies sind die {shown} Klassen, die am meisten verloren, von {classes}.</translation>
    </message>
    <message>
      <source>These figures are older than what was learned from flagged pictures: see “Learned from caught images” for what they are now.</source>
      <translation>Diese Zahlen sind älter als das, was aus gemeldeten Bildern gelernt wurde: Die jetzigen stehen unter „Aus gefangenen Bildern gelernt“.</translation>
    </message>
    <message>
      <source>This did not work: {what}</source>
      <translation>Das hat nicht funktioniert: {what}</translation>
    </message>
    <message>
      <source>This screen flags</source>
      <translation>Diese Prüfung meldet</translation>
    </message>
    <message>
      <source>Too many or too deep groups</source>
      <translation>Zu viele oder zu tiefe Gruppen</translation>
    </message>
    <message>
      <source>Training after pruning</source>
      <translation>Training nach dem Stutzen</translation>
    </message>
    <message>
      <source>Training config</source>
      <translation>Trainingskonfiguration</translation>
    </message>
    <message>
      <source>Training curve</source>
      <translation>Trainingskurve</translation>
    </message>
    <message>
      <source>Trigger ASR, before and after</source>
      <translation>ASR des Auslösers, vorher und nachher</translation>
    </message>
    <message>
      <source>Two layers of the model carry the same name, {name}.</source>
      <translation>Zwei Schichten des Modells tragen denselben Namen, {name}.</translation>
    </message>
    <message>
      <source>Type</source>
      <translation>Art</translation>
    </message>
    <message>
      <source>Unlearn suspected triggers</source>
      <translation>Vermutete Auslöser verlernen</translation>
    </message>
    <message>
      <source>Unusual archive member</source>
      <translation>Ungewöhnlicher Bestandteil des Archivs</translation>
    </message>
    <message>
      <source>Verdict</source>
      <translation>Urteil</translation>
    </message>
    <message>
      <source>Virtual dataset</source>
      <translation>Virtueller Datensatz</translation>
    </message>
    <message>
      <source>Warps and input-aware triggers</source>
      <translation>Verzerrungen und eingabeabhängige Auslöser</translation>
    </message>
    <message>
      <source>Weighted entropy of the clean images, with the threshold</source>
      <translation>Gewichtete Entropie der sauberen Bilder, mit der Schwelle</translation>
    </message>
    <message>
      <source>Weighted entropy of {images} clean images: the entropy of an image's blends with the overlays, times what its BadNet class loses in them. It is low where one class wins in every blend, and below the threshold an image is flagged.</source>
      <translation>Gewichtete Entropie von {images} sauberen Bildern: die Entropie der Überblendungen eines Bildes mit den Überlagerungen, mal dem, was seine BadNet-Klasse darin verliert. Sie ist niedrig, wo in jeder Überblendung eine Klasse gewinnt, und unter der Schwelle wird ein Bild gemeldet.</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>Gewichte</translation>
    </message>
    <message>
      <source>Weights are not numbers</source>
      <translation>Gewichte sind keine Zahlen</translation>
    </message>
    <message>
      <source>What it is</source>
      <translation>Was es ist</translation>
    </message>
    <message>
      <source>What these methods do not see</source>
      <translation>Was diese Verfahren nicht sehen</translation>
    </message>
    <message>
      <source>What was not measured here may still be there: see the blind spots below.</source>
      <translation>Was hier nicht gemessen wurde, kann trotzdem da sein: siehe die blinden Flecken unten.</translation>
    </message>
    <message>
      <source>Where neither is so, a class is suspected that leads the others clearly in all of these together. A class is suspected as well where copies of the network that were taught to forget its classes keep a margin for it that is far above all others.</source>
      <translation>Wo keines von beiden zutrifft, ist eine Klasse verdächtig, die in allem zusammen deutlich vor den anderen liegt. Verdächtig ist eine Klasse auch, wenn Kopien des Netzes, die ihre Klassen verlernt haben, für sie einen Vorsprung weit über allen anderen behalten.</translation>
    </message>
    <message>
      <source>Where the BadNet looks</source>
      <translation>Worauf das BadNet achtet</translation>
    </message>
    <message>
      <source>With every preprocessing ({names}), the network answers at most {share} of the clean images with their labels. If the labels belong to another network, {leave_out}; if the network expects another preprocessing, {say_which}.</source>
      <translation>Mit jeder Vorverarbeitung ({names}) beantwortet das Netz höchstens {share} der sauberen Bilder mit ihren Labels. Gehören die Labels zu einem anderen Netz: {leave_out}; erwartet das Netz eine andere Vorverarbeitung: {say_which}.</translation>
    </message>
    <message>
      <source>With few images a single one is many points.</source>
      <translation>Bei wenigen Bildern macht ein einzelnes viele Punkte aus.</translation>
    </message>
    <message>
      <source>With this many classes a search for triggers takes minutes, and with out-of-domain clean data unlearning them costs much accuracy. So both were left out. Fine-Pruning alone rarely removes a backdoor; the recipe unlearn searches first.</source>
      <translation>Bei so vielen Klassen dauert eine Suche nach Auslösern Minuten, und mit sauberen Daten außerhalb der Domäne kostet das Verlernen viel Genauigkeit. Daher wurde beides ausgelassen. Fine-Pruning allein entfernt selten eine Hintertür; das Rezept unlearn sucht zuerst.</translation>
    </message>
    <message>
      <source>Workers need dask.distributed, which is not installed here: pip install 'goodnet[cluster]'.</source>
      <translation>Worker brauchen dask.distributed, das hier nicht installiert ist: pip install 'goodnet[cluster]'.</translation>
    </message>
    <message>
      <source>a block is compressed</source>
      <translation>ein Block ist komprimiert</translation>
    </message>
    <message>
      <source>a block lies outside of its table</source>
      <translation>ein Block liegt außerhalb seiner Tabelle</translation>
    </message>
    <message>
      <source>a field has no known wire type</source>
      <translation>ein Feld hat keinen bekannten Typ</translation>
    </message>
    <message>
      <source>a field is longer than its message</source>
      <translation>ein Feld ist länger als seine Nachricht</translation>
    </message>
    <message>
      <source>a finite number is needed</source>
      <translation>nötig ist eine endliche Zahl</translation>
    </message>
    <message>
      <source>a kernel for {count} channels does not fit {shape}</source>
      <translation>ein Kern für {count} Kanäle passt nicht zu {shape}</translation>
    </message>
    <message>
      <source>a label is below zero</source>
      <translation>ein Label ist kleiner als null</translation>
    </message>
    <message>
      <source>a layer does not list its variables</source>
      <translation>eine Schicht nennt ihre Variablen nicht</translation>
    </message>
    <message>
      <source>a layer has no name of its own</source>
      <translation>eine Schicht hat keinen eigenen Namen</translation>
    </message>
    <message>
      <source>a layer has no proper name</source>
      <translation>eine Schicht hat keinen gültigen Namen</translation>
    </message>
    <message>
      <source>a list of numbers is needed, not {shape}</source>
      <translation>nötig ist eine Liste von Zahlen, nicht {shape}</translation>
    </message>
    <message>
      <source>a list of variables has a gap</source>
      <translation>eine Liste von Variablen hat eine Lücke</translation>
    </message>
    <message>
      <source>a name is empty or not text</source>
      <translation>ein Name ist leer oder kein Text</translation>
    </message>
    <message>
      <source>a number above one is needed</source>
      <translation>eine Zahl über eins ist nötig</translation>
    </message>
    <message>
      <source>a number above zero and at most one is needed</source>
      <translation>eine Zahl über null und höchstens eins ist nötig</translation>
    </message>
    <message>
      <source>a number above zero is needed</source>
      <translation>nötig ist eine Zahl über null</translation>
    </message>
    <message>
      <source>a number does not end</source>
      <translation>eine Zahl endet nicht</translation>
    </message>
    <message>
      <source>a number from 0 to {largest} is needed</source>
      <translation>nötig ist eine Zahl von 0 bis {largest}</translation>
    </message>
    <message>
      <source>a part of an axis of open size is taken</source>
      <translation>von einer Achse offener Länge wird ein Teil genommen</translation>
    </message>
    <message>
      <source>a part of the batch is taken</source>
      <translation>es wird nur ein Teil des Stapels genommen</translation>
    </message>
    <message>
      <source>a record is longer than the file</source>
      <translation>ein Datensatz ist länger als die Datei</translation>
    </message>
    <message>
      <source>a recurrent layer stands with a Masking</source>
      <translation>neben einem Masking steht eine rekurrente Schicht</translation>
    </message>
    <message>
      <source>a sequence is needed, not {shape}</source>
      <translation>nötig ist eine Folge, nicht {shape}</translation>
    </message>
    <message>
      <source>a shape has a side that is not a whole number above zero</source>
      <translation>eine Form hat eine Seite, die keine ganze Zahl über null ist</translation>
    </message>
    <message>
      <source>a short list of numbers is needed</source>
      <translation>nötig ist eine kurze Liste von Zahlen</translation>
    </message>
    <message>
      <source>a slice is needed</source>
      <translation>nötig ist ein Ausschnitt</translation>
    </message>
    <message>
      <source>a table of at most {most:,} numbers is needed</source>
      <translation>eine Tabelle von höchstens {most:,} Zahlen ist nötig</translation>
    </message>
    <message>
      <source>a table of {sides} numbers does not fit {shape}</source>
      <translation>eine Tabelle von {sides} Zahlen passt nicht zu {shape}</translation>
    </message>
    <message>
      <source>a tensor has no proper name</source>
      <translation>ein Tensor hat keinen gültigen Namen</translation>
    </message>
    <message>
      <source>a tensor is not as long as its shape says</source>
      <translation>ein Tensor ist nicht so lang, wie seine Form angibt</translation>
    </message>
    <message>
      <source>a tensor is stored in slices</source>
      <translation>ein Tensor ist in Stücken gespeichert</translation>
    </message>
    <message>
      <source>a tensor lies outside of its file</source>
      <translation>ein Tensor liegt außerhalb seiner Datei</translation>
    </message>
    <message>
      <source>a whole number is needed</source>
      <translation>nötig ist eine ganze Zahl</translation>
    </message>
    <message>
      <source>additive triggers</source>
      <translation>additive Auslöser</translation>
    </message>
    <message>
      <source>additive triggers, with more than {count} classes</source>
      <translation>additive Auslöser, bei mehr als {count} Klassen</translation>
    </message>
    <message>
      <source>agreement with the BadNet</source>
      <translation>Übereinstimmung mit dem BadNet</translation>
    </message>
    <message>
      <source>all are cut to the middle and resized</source>
      <translation>alle werden auf die Mitte zugeschnitten und angepasst</translation>
    </message>
    <message>
      <source>all are resized</source>
      <translation>alle werden angepasst</translation>
    </message>
    <message>
      <source>all are resized and padded with black</source>
      <translation>alle werden angepasst und schwarz aufgefüllt</translation>
    </message>
    <message>
      <source>all {layers} are plain Keras layers</source>
      <translation>alle {layers} sind einfache Keras-Schichten</translation>
    </message>
    <message>
      <source>alone it never flags</source>
      <translation>allein meldet sie nie</translation>
    </message>
    <message>
      <source>an .h5 file keeps its kernel in parts, by LoRA</source>
      <translation>eine .h5-Datei bewahrt ihren Kernel durch LoRA in Teilen auf</translation>
    </message>
    <message>
      <source>an axis number is needed</source>
      <translation>nötig ist die Nummer einer Achse</translation>
    </message>
    <message>
      <source>an axis of its equation has no length</source>
      <translation>eine Achse ihrer Gleichung hat keine Länge</translation>
    </message>
    <message>
      <source>an entry is longer than its block</source>
      <translation>ein Eintrag ist länger als sein Block</translation>
    </message>
    <message>
      <source>an equation of axes is needed</source>
      <translation>eine Gleichung von Achsen wird gebraucht</translation>
    </message>
    <message>
      <source>an image is needed, not {shape}</source>
      <translation>nötig ist ein Bild, nicht {shape}</translation>
    </message>
    <message>
      <source>an index is not a whole number</source>
      <translation>ein Index ist keine ganze Zahl</translation>
    </message>
    <message>
      <source>an object is missing</source>
      <translation>ein Objekt fehlt</translation>
    </message>
    <message>
      <source>as they are searched</source>
      <translation>während sie gesucht werden</translation>
    </message>
    <message>
      <source>at</source>
      <translation>bei</translation>
    </message>
    <message>
      <source>at least {p}</source>
      <translation>mindestens {p}</translation>
    </message>
    <message>
      <source>at most {p}</source>
      <translation>höchstens {p}</translation>
    </message>
    <message>
      <source>attacks that lead to most classes, such as all-to-all</source>
      <translation>Angriffe, die zu den meisten Klassen führen, etwa All-to-all</translation>
    </message>
    <message>
      <source>attention needs two or three tensors</source>
      <translation>Attention braucht zwei oder drei Tensoren</translation>
    </message>
    <message>
      <source>attention runs along places, not along channels</source>
      <translation>Attention läuft über Orte, nicht über Kanäle</translation>
    </message>
    <message>
      <source>backdoored</source>
      <translation>Hintertür</translation>
    </message>
    <message>
      <source>budget</source>
      <translation>Budget</translation>
    </message>
    <message>
      <source>calibration</source>
      <translation>Kalibrieren</translation>
    </message>
    <message>
      <source>channel perturbations</source>
      <translation>Kanalstörungen</translation>
    </message>
    <message>
      <source>channels pruned</source>
      <translation>gestutzte Kanäle</translation>
    </message>
    <message>
      <source>choose it</source>
      <translation>wählen Sie sie</translation>
    </message>
    <message>
      <source>choose its file</source>
      <translation>ihre Datei wählen</translation>
    </message>
    <message>
      <source>choose no size</source>
      <translation>keine Größe wählen</translation>
    </message>
    <message>
      <source>choose one of them</source>
      <translation>wählen Sie einen davon</translation>
    </message>
    <message>
      <source>choose that one</source>
      <translation>diese wählen</translation>
    </message>
    <message>
      <source>chosen: {pruned} of {channels}</source>
      <translation>gewählt: {pruned} von {channels}</translation>
    </message>
    <message>
      <source>class kept to at most {share}, weighted entropy at least {bits}</source>
      <translation>Klasse bleibt höchstens zu {share}, gewichtete Entropie mindestens {bits}</translation>
    </message>
    <message>
      <source>class kept to {share}, weighted entropy {bits}</source>
      <translation>Klasse bleibt zu {share}, gewichtete Entropie {bits}</translation>
    </message>
    <message>
      <source>class {name}</source>
      <translation>Klasse {name}</translation>
    </message>
    <message>
      <source>class {name}: BadNet {badnet}, repaired {repaired}</source>
      <translation>Klasse {name}: BadNet {badnet}, repariert {repaired}</translation>
    </message>
    <message>
      <source>class {number}</source>
      <translation>Klasse {number}</translation>
    </message>
    <message>
      <source>clean</source>
      <translation>sauber</translation>
    </message>
    <message>
      <source>clean accuracy</source>
      <translation>saubere Genauigkeit</translation>
    </message>
    <message>
      <source>clean images</source>
      <translation>saubere Bilder</translation>
    </message>
    <message>
      <source>clean-label triggers, whose training images keep their right labels</source>
      <translation>Clean-Label-Auslöser, deren Trainingsbilder ihre richtigen Labels behalten</translation>
    </message>
    <message>
      <source>converted from {present} to {channels} channels</source>
      <translation>von {present} auf {channels} Kanäle umgewandelt</translation>
    </message>
    <message>
      <source>correct it, or {remedy}</source>
      <translation>Sie können sie berichtigen oder {remedy}</translation>
    </message>
    <message>
      <source>correct them, or {leave_out}</source>
      <translation>berichtigen oder {leave_out}</translation>
    </message>
    <message>
      <source>crashed ({signal})</source>
      <translation>stürzte ab ({signal})</translation>
    </message>
    <message>
      <source>dangerous</source>
      <translation>gefährlich</translation>
    </message>
    <message>
      <source>did not finish</source>
      <translation>wurde nicht fertig</translation>
    </message>
    <message>
      <source>en</source>
      <translation>de</translation>
    </message>
    <message>
      <source>ended too early</source>
      <translation>endete zu früh</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>Epoche</translation>
    </message>
    <message>
      <source>equal, {size}</source>
      <translation>gleich, {size}</translation>
    </message>
    <message>
      <source>examining</source>
      <translation>Untersuchen</translation>
    </message>
    <message>
      <source>exceeded its memory limit</source>
      <translation>überschritt seine Speichergrenze</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>nicht bestanden</translation>
    </message>
    <message>
      <source>fine-tuning</source>
      <translation>Nachtrainieren</translation>
    </message>
    <message>
      <source>finite, fit the config</source>
      <translation>endlich, passen zur Konfiguration</translation>
    </message>
    <message>
      <source>folders inside of the class folders are not read: {count}</source>
      <translation>Ordner in den Klassenordnern werden nicht gelesen: {count}</translation>
    </message>
    <message>
      <source>for a small trigger that lies in one place</source>
      <translation>wegen eines kleinen Auslösers, der an einer Stelle liegt</translation>
    </message>
    <message>
      <source>for its small trigger and its small channel perturbation together</source>
      <translation>wegen ihres kleinen Auslösers und ihrer kleinen Kanalstörung zusammen</translation>
    </message>
    <message>
      <source>for its trigger, margin and channel perturbation together</source>
      <translation>wegen Auslöser, Vorsprung und Kanalstörung zusammen</translation>
    </message>
    <message>
      <source>for its unusually large maximum margin</source>
      <translation>wegen ihres ungewöhnlich großen Vorsprungs</translation>
    </message>
    <message>
      <source>for its unusually small trigger</source>
      <translation>wegen ihres ungewöhnlich kleinen Auslösers</translation>
    </message>
    <message>
      <source>for the margin that it keeps in copies of the network that unlearned their classes</source>
      <translation>wegen des Vorsprungs, den sie in Kopien des Netzes behält, die ihre Klassen verlernt haben</translation>
    </message>
    <message>
      <source>for {targets} classes</source>
      <translation>für {targets} Klassen</translation>
    </message>
    <message>
      <source>images read from {key}, not from {others}</source>
      <translation>Bilder aus {key} gelesen, nicht aus {others}</translation>
    </message>
    <message>
      <source>inputs</source>
      <translation>Eingaben</translation>
    </message>
    <message>
      <source>inversion</source>
      <translation>Invertieren</translation>
    </message>
    <message>
      <source>it answers with a place, for example the number of a class, and GoodNet needs the numbers themselves; if it is the last layer, save the network without it</source>
      <translation>sie antwortet mit einer Stelle, zum Beispiel der Nummer einer Klasse, und GoodNet braucht die Zahlen selbst; ist sie die letzte Schicht, so speichern Sie das Netz ohne sie</translation>
    </message>
    <message>
      <source>it computes with whole numbers</source>
      <translation>sie rechnet mit ganzen Zahlen</translation>
    </message>
    <message>
      <source>it divides by zero</source>
      <translation>sie teilt durch null</translation>
    </message>
    <message>
      <source>it does not keep the images of a batch apart</source>
      <translation>sie hält die Bilder eines Stapels nicht auseinander</translation>
    </message>
    <message>
      <source>it ends within a record</source>
      <translation>sie endet mitten in einem Datensatz</translation>
    </message>
    <message>
      <source>it has a value that GoodNet does not rebuild yet</source>
      <translation>sie hat einen Wert, den GoodNet noch nicht nachbaut</translation>
    </message>
    <message>
      <source>it has no output {output}</source>
      <translation>sie hat keine Ausgabe {output}</translation>
    </message>
    <message>
      <source>it has two outputs</source>
      <translation>sie hat zwei Ausgaben</translation>
    </message>
    <message>
      <source>it holds no numbers</source>
      <translation>er enthält keine Zahlen</translation>
    </message>
    <message>
      <source>it holds no record</source>
      <translation>sie enthält keinen Datensatz</translation>
    </message>
    <message>
      <source>it holds no text</source>
      <translation>er enthält keinen Text</translation>
    </message>
    <message>
      <source>it holds no variables</source>
      <translation>er enthält keine Variablen</translation>
    </message>
    <message>
      <source>it is called in several ways</source>
      <translation>sie wird auf verschiedene Weisen aufgerufen</translation>
    </message>
    <message>
      <source>it is empty</source>
      <translation>sie ist leer</translation>
    </message>
    <message>
      <source>it is neither a list of names nor an object of index and name</source>
      <translation>sie ist weder eine Liste von Namen noch ein Objekt aus Index und Name</translation>
    </message>
    <message>
      <source>it is no table of tensors</source>
      <translation>er ist keine Tabelle von Tensoren</translation>
    </message>
    <message>
      <source>it is not what its name says</source>
      <translation>sie ist nicht, was ihr Name sagt</translation>
    </message>
    <message>
      <source>it is switched on, and GoodNet does not rebuild that yet</source>
      <translation>sie ist eingeschaltet, und das baut GoodNet noch nicht nach</translation>
    </message>
    <message>
      <source>it leaves two sides of its shape open</source>
      <translation>sie lässt zwei Seiten ihrer Form offen</translation>
    </message>
    <message>
      <source>it makes more than {most} rows or columns</source>
      <translation>sie macht mehr als {most} Zeilen oder Spalten</translation>
    </message>
    <message>
      <source>it merges tensors and is given one</source>
      <translation>sie führt Tensoren zusammen und erhält nur einen</translation>
    </message>
    <message>
      <source>it mixes the images of a batch</source>
      <translation>sie mischt die Bilder eines Stapels</translation>
    </message>
    <message>
      <source>it multiplies a turned tensor and a table</source>
      <translation>sie multipliziert einen gestürzten Tensor mit einer Tabelle</translation>
    </message>
    <message>
      <source>it names another number of files</source>
      <translation>er nennt eine andere Zahl von Dateien</translation>
    </message>
    <message>
      <source>it names no shape</source>
      <translation>sie nennt keine Form</translation>
    </message>
    <message>
      <source>it names too many tensors</source>
      <translation>er nennt zu viele Tensoren</translation>
    </message>
    <message>
      <source>it needs the size of the images, which the file leaves open; {remedy}</source>
      <translation>sie braucht die Größe der Bilder, die die Datei offen lässt; {remedy}</translation>
    </message>
    <message>
      <source>it pads in a way that is not supported yet</source>
      <translation>sie füllt auf eine Weise auf, die noch nicht unterstützt wird</translation>
    </message>
    <message>
      <source>it puts {share} of them in class {favoured}</source>
      <translation>es ordnet {share} davon der Klasse {favoured} zu</translation>
    </message>
    <message>
      <source>it rounds to whole numbers</source>
      <translation>sie rundet auf ganze Zahlen</translation>
    </message>
    <message>
      <source>it scales another number of channels</source>
      <translation>sie skaliert eine andere Zahl von Kanälen</translation>
    </message>
    <message>
      <source>it sums over more than {most} channels</source>
      <translation>sie summiert über mehr als {most} Kanäle</translation>
    </message>
    <message>
      <source>it takes one tensor and is given {count}</source>
      <translation>sie nimmt einen Tensor an und erhält {count}</translation>
    </message>
    <message>
      <source>it takes {needed} tensors and is given {count}</source>
      <translation>sie nimmt {needed} Tensoren an und erhält {count}</translation>
    </message>
    <message>
      <source>it uses the number of images for more than a reshape of each image</source>
      <translation>sie verwendet die Anzahl der Bilder für mehr als das Umformen jedes Bildes</translation>
    </message>
    <message>
      <source>it uses the shape of a tensor for more than a reshape of each image</source>
      <translation>sie braucht die Form eines Tensors für mehr als eine neue Form jedes Bildes</translation>
    </message>
    <message>
      <source>it uses the shape of a tensor for more than a size</source>
      <translation>sie verwendet die Form eines Tensors für mehr als eine Größe</translation>
    </message>
    <message>
      <source>it wraps a whole network</source>
      <translation>sie umhüllt ein ganzes Netz</translation>
    </message>
    <message>
      <source>it wraps a {type}</source>
      <translation>sie umhüllt {type}</translation>
    </message>
    <message>
      <source>its activation is not supported yet</source>
      <translation>ihre Aktivierung wird noch nicht unterstützt</translation>
    </message>
    <message>
      <source>its argument {name} is not supported yet</source>
      <translation>ihr Argument {name} wird noch nicht unterstützt</translation>
    </message>
    <message>
      <source>its arguments are not supported yet</source>
      <translation>ihre Argumente werden noch nicht unterstützt</translation>
    </message>
    <message>
      <source>its arguments do not fit</source>
      <translation>ihre Argumente passen nicht zusammen</translation>
    </message>
    <message>
      <source>its attention scores fit no memory</source>
      <translation>ihre Attention-Werte passen in keinen Speicher</translation>
    </message>
    <message>
      <source>its bias has an axis that the output lacks</source>
      <translation>ihr Bias hat eine Achse, die der Ausgabe fehlt</translation>
    </message>
    <message>
      <source>its bias lies along an axis that is not supported yet</source>
      <translation>ihr Bias liegt entlang einer Achse, die noch nicht unterstützt wird</translation>
    </message>
    <message>
      <source>its border is wider than {side}</source>
      <translation>ihr Rand ist breiter als {side}</translation>
    </message>
    <message>
      <source>its cell is not supported yet</source>
      <translation>ihre Zelle wird noch nicht unterstützt</translation>
    </message>
    <message>
      <source>its channels are not the last axis</source>
      <translation>ihre Kanäle sind nicht die letzte Achse</translation>
    </message>
    <message>
      <source>its equation is not supported yet</source>
      <translation>ihre Gleichung wird noch nicht unterstützt</translation>
    </message>
    <message>
      <source>its equation mixes the images of a batch</source>
      <translation>ihre Gleichung mischt die Bilder eines Stapels</translation>
    </message>
    <message>
      <source>its kernel has more than {most:,} numbers</source>
      <translation>ihr Kern hat mehr als {most:,} Zahlen</translation>
    </message>
    <message>
      <source>its kernel is computed, not fixed</source>
      <translation>ihr Kern wird berechnet und steht nicht fest</translation>
    </message>
    <message>
      <source>its mean confidence is only {confidence}</source>
      <translation>seine mittlere Sicherheit ist nur {confidence}</translation>
    </message>
    <message>
      <source>its numbers are in big-endian order</source>
      <translation>seine Zahlen stehen in Big-Endian-Ordnung</translation>
    </message>
    <message>
      <source>its order of axes is not one</source>
      <translation>ihre Reihenfolge der Achsen ist ungültig</translation>
    </message>
    <message>
      <source>its output does not fit its input</source>
      <translation>ihre Ausgabe passt nicht zu ihrer Eingabe</translation>
    </message>
    <message>
      <source>its output of {shape} fits no memory</source>
      <translation>ihre Ausgabe von {shape} passt in keinen Speicher</translation>
    </message>
    <message>
      <source>its patches fit no memory</source>
      <translation>ihre Ausschnitte passen in keinen Speicher</translation>
    </message>
    <message>
      <source>its trigger has {share:.0f} % of the median size, too much for a backdoor's</source>
      <translation>ihr Auslöser hat {share:.0f} % der mittleren Größe, zu viel für den einer Hintertür</translation>
    </message>
    <message>
      <source>its trigger turns only {share:.0f} % of images</source>
      <translation>ihr Auslöser lässt nur {share:.0f} % der Bilder umschlagen</translation>
    </message>
    <message>
      <source>its two directions do not match</source>
      <translation>ihre zwei Richtungen passen nicht zusammen</translation>
    </message>
    <message>
      <source>its two kernels do not match</source>
      <translation>ihre beiden Kerne passen nicht zusammen</translation>
    </message>
    <message>
      <source>its windows are far wider than {shape} and fit no memory</source>
      <translation>ihre Fenster sind viel breiter als {shape} und passen in keinen Speicher</translation>
    </message>
    <message>
      <source>its windows have both a stride and gaps</source>
      <translation>ihre Fenster haben sowohl eine Schrittweite als auch Lücken</translation>
    </message>
    <message>
      <source>its windows have strides that TensorFlow does not take</source>
      <translation>ihre Fenster haben Schrittweiten, die TensorFlow nicht annimmt</translation>
    </message>
    <message>
      <source>kept: epoch {number}</source>
      <translation>behalten: Epoche {number}</translation>
    </message>
    <message>
      <source>labelled</source>
      <translation>mit Labels</translation>
    </message>
    <message>
      <source>labels are the {count} folders in order of name, from 0</source>
      <translation>Labels sind die {count} Ordner in der Reihenfolge ihrer Namen, ab 0</translation>
    </message>
    <message>
      <source>labels are the {count} names in alphabetical order, from 0</source>
      <translation>Labels sind die {count} Namen in alphabetischer Reihenfolge, ab 0</translation>
    </message>
    <message>
      <source>labels left out, because some records have none</source>
      <translation>Labels weggelassen, weil einige Datensätze keines haben</translation>
    </message>
    <message>
      <source>labels left out, because {name} has none</source>
      <translation>Labels weggelassen, weil {name} keine hat</translation>
    </message>
    <message>
      <source>labels left out, because {name} has not all pictures</source>
      <translation>Labels weggelassen, weil {name} nicht alle Bilder nennt</translation>
    </message>
    <message>
      <source>labels read from {key}</source>
      <translation>Labels aus {key} gelesen</translation>
    </message>
    <message>
      <source>labels read from {name}</source>
      <translation>Labels aus {name} gelesen</translation>
    </message>
    <message>
      <source>leave the labels out</source>
      <translation>die Labels weglassen</translation>
    </message>
    <message>
      <source>letters of axes are needed</source>
      <translation>Buchstaben von Achsen werden gebraucht</translation>
    </message>
    <message>
      <source>links to files that do not exist are left out: {count}</source>
      <translation>Verknüpfungen zu Dateien, die es nicht gibt, sind weggelassen: {count}</translation>
    </message>
    <message>
      <source>lost</source>
      <translation>verloren</translation>
    </message>
    <message>
      <source>margins</source>
      <translation>Vorsprünge</translation>
    </message>
    <message>
      <source>measuring</source>
      <translation>Messen</translation>
    </message>
    <message>
      <source>no backdoor found</source>
      <translation>keine Hintertür gefunden</translation>
    </message>
    <message>
      <source>no labels found; not read: {others}</source>
      <translation>keine Labels gefunden; nicht gelesen: {others}</translation>
    </message>
    <message>
      <source>no labels read from {name}: it needs a column file with these pictures, and a column label</source>
      <translation>keine Labels aus {name} gelesen: Es braucht eine Spalte file mit diesen Bildern und eine Spalte label</translation>
    </message>
    <message>
      <source>no one feature is a picture as PNG or JPEG; it holds {held}</source>
      <translation>kein einzelnes Merkmal ist ein Bild als PNG oder JPEG; sie enthält {held}</translation>
    </message>
    <message>
      <source>none</source>
      <translation>keine</translation>
    </message>
    <message>
      <source>not allowed</source>
      <translation>nicht erlaubt</translation>
    </message>
    <message>
      <source>not asked</source>
      <translation>nicht gefragt</translation>
    </message>
    <message>
      <source>not known</source>
      <translation>nicht bekannt</translation>
    </message>
    <message>
      <source>not read</source>
      <translation>nicht gelesen</translation>
    </message>
    <message>
      <source>not supported</source>
      <translation>nicht unterstützt</translation>
    </message>
    <message>
      <source>not written</source>
      <translation>nicht angegeben</translation>
    </message>
    <message>
      <source>note</source>
      <translation>Hinweis</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>nichts</translation>
    </message>
    <message>
      <source>nothing is left of the image, {shape}</source>
      <translation>vom Bild bleibt nichts übrig, {shape}</translation>
    </message>
    <message>
      <source>numbers above zero are needed</source>
      <translation>nötig sind Zahlen über null</translation>
    </message>
    <message>
      <source>numbers in order are needed</source>
      <translation>nötig sind Zahlen in aufsteigender Reihenfolge</translation>
    </message>
    <message>
      <source>of {classes}</source>
      <translation>von {classes}</translation>
    </message>
    <message>
      <source>of {classes} classes</source>
      <translation>von {classes} Klassen</translation>
    </message>
    <message>
      <source>of {classes} classes of a clean network, one is expected up to {index:.1f}</source>
      <translation>von {classes} Klassen eines sauberen Netzes ist eine bis {index:.1f} zu erwarten</translation>
    </message>
    <message>
      <source>of {classes} classes, in {count} networks</source>
      <translation>von {classes} Klassen, in {count} Netzen</translation>
    </message>
    <message>
      <source>one by one</source>
      <translation>einer nach dem anderen</translation>
    </message>
    <message>
      <source>one of {words} is needed</source>
      <translation>nötig ist eines von {words}</translation>
    </message>
    <message>
      <source>only the pictures directly inside are used</source>
      <translation>nur die Bilder direkt darin werden verwendet</translation>
    </message>
    <message>
      <source>open the weights file and choose this file when asked</source>
      <translation>die Datei mit den Gewichten öffnen und diese wählen, wenn danach gefragt wird</translation>
    </message>
    <message>
      <source>opening</source>
      <translation>Öffnen</translation>
    </message>
    <message>
      <source>or disagreement above</source>
      <translation>oder Widerspruch über</translation>
    </message>
    <message>
      <source>others at least {number}</source>
      <translation>andere mindestens {number}</translation>
    </message>
    <message>
      <source>others at most {number}</source>
      <translation>andere höchstens {number}</translation>
    </message>
    <message>
      <source>outputs</source>
      <translation>Ausgaben</translation>
    </message>
    <message>
      <source>overlays</source>
      <translation>Überlagerungen</translation>
    </message>
    <message>
      <source>p-value</source>
      <translation>p-Wert</translation>
    </message>
    <message>
      <source>passed</source>
      <translation>bestanden</translation>
    </message>
    <message>
      <source>place {place} is outside of {side}</source>
      <translation>die Stelle {place} liegt außerhalb von {side}</translation>
    </message>
    <message>
      <source>poisoned</source>
      <translation>vergiftet</translation>
    </message>
    <message>
      <source>poisoned, hollow where only other votes flag it</source>
      <translation>vergiftet, hohl, wo nur andere Stimmen es melden</translation>
    </message>
    <message>
      <source>present, ignored</source>
      <translation>vorhanden, ignoriert</translation>
    </message>
    <message>
      <source>pruning</source>
      <translation>Stutzen</translation>
    </message>
    <message>
      <source>query, value and key do not match</source>
      <translation>query, value und key passen nicht zusammen</translation>
    </message>
    <message>
      <source>ranking</source>
      <translation>Ordnen</translation>
    </message>
    <message>
      <source>received</source>
      <translation>Datei wie erhalten</translation>
    </message>
    <message>
      <source>recommended</source>
      <translation>empfohlen</translation>
    </message>
    <message>
      <source>record {index} of {name}</source>
      <translation>Datensatz {index} von {name}</translation>
    </message>
    <message>
      <source>recording</source>
      <translation>Aufzeichnen</translation>
    </message>
    <message>
      <source>recurrent layers of Keras 1 are not supported yet</source>
      <translation>rekurrente Schichten von Keras 1 werden noch nicht unterstützt</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>abgelehnt</translation>
    </message>
    <message>
      <source>repaired</source>
      <translation>repariert</translation>
    </message>
    <message>
      <source>repaired: {name},</source>
      <translation>repariert: {name},</translation>
    </message>
    <message>
      <source>resized from {old} to {new}{fit}</source>
      <translation>von {old} auf {new} angepasst{fit}</translation>
    </message>
    <message>
      <source>rows of one length are needed</source>
      <translation>Zeilen gleicher Länge sind nötig</translation>
    </message>
    <message>
      <source>safe to load</source>
      <translation>sicher zu laden</translation>
    </message>
    <message>
      <source>scanning</source>
      <translation>Suchen</translation>
    </message>
    <message>
      <source>screen only</source>
      <translation>nur Prüfung</translation>
    </message>
    <message>
      <source>seed {seed}</source>
      <translation>Startwert {seed}</translation>
    </message>
    <message>
      <source>sent an unexpected answer</source>
      <translation>gab eine unerwartete Antwort</translation>
    </message>
    <message>
      <source>set up the screen alone</source>
      <translation>nur die Prüfung einrichten</translation>
    </message>
    <message>
      <source>setting mode is not one that GoodNet knows</source>
      <translation>Einstellung mode kennt GoodNet nicht</translation>
    </message>
    <message>
      <source>setting {name} is missing</source>
      <translation>Einstellung {name} fehlt</translation>
    </message>
    <message>
      <source>setting {name} is not one that GoodNet knows</source>
      <translation>Einstellung {name} kennt GoodNet nicht</translation>
    </message>
    <message>
      <source>setting {name}: {error}</source>
      <translation>Einstellung {name}: {error}</translation>
    </message>
    <message>
      <source>share of images (%)</source>
      <translation>Anteil der Bilder (%)</translation>
    </message>
    <message>
      <source>shortlist</source>
      <translation>Eingrenzen</translation>
    </message>
    <message>
      <source>sides of {sides} do not match</source>
      <translation>die Seiten {sides} passen nicht zusammen</translation>
    </message>
    <message>
      <source>some rows have an index and no name</source>
      <translation>manche Zeilen haben einen Index und keinen Namen</translation>
    </message>
    <message>
      <source>stamped on a clean image</source>
      <translation>auf ein sauberes Bild gestempelt</translation>
    </message>
    <message>
      <source>stopping</source>
      <translation>Beenden</translation>
    </message>
    <message>
      <source>suspected</source>
      <translation>verdächtig</translation>
    </message>
    <message>
      <source>suspected-trigger ASR, estimate</source>
      <translation>ASR vermuteter Auslöser, geschätzt</translation>
    </message>
    <message>
      <source>tensors of different ranks cannot be joined</source>
      <translation>Tensoren verschiedenen Rangs lassen sich nicht verbinden</translation>
    </message>
    <message>
      <source>tensors of different shapes cannot be stacked</source>
      <translation>Tensoren verschiedener Formen lassen sich nicht stapeln</translation>
    </message>
    <message>
      <source>the archive</source>
      <translation>das Archiv</translation>
    </message>
    <message>
      <source>the competition publishes its networks at https://github.com/csaw-hackml/CSAW-HackML-2020 and its data in the Google Drive folder that the README there names</source>
      <translation>der Wettbewerb veröffentlicht seine Netze unter https://github.com/csaw-hackml/CSAW-HackML-2020 und seine Daten in dem Google-Drive-Ordner, den die dortige README nennt</translation>
    </message>
    <message>
      <source>the image's size is left open, and GoodNet needs a fixed one</source>
      <translation>die Größe des Bildes ist offen, und GoodNet braucht eine feste</translation>
    </message>
    <message>
      <source>the indices do not count 0, 1, 2 and so on, each once</source>
      <translation>die Indizes zählen nicht 0, 1, 2 und so weiter, jeder genau einmal</translation>
    </message>
    <message>
      <source>the layer inside of it is missing</source>
      <translation>die Schicht in ihr fehlt</translation>
    </message>
    <message>
      <source>the lengths of the multiplied axes differ</source>
      <translation>die multiplizierten Achsen sind verschieden lang</translation>
    </message>
    <message>
      <source>the name of a Keras activation is needed</source>
      <translation>nötig ist der Name einer Keras-Aktivierung</translation>
    </message>
    <message>
      <source>the network computes with the shape {shape} and is given {given}</source>
      <translation>das Netz rechnet mit der Form {shape} und bekommt {given}</translation>
    </message>
    <message>
      <source>the next larger trigger is only {factor:.2f} times as large</source>
      <translation>der nächstgrößere Auslöser ist nur {factor:.2f}-mal so groß</translation>
    </message>
    <message>
      <source>the number of channels is left open</source>
      <translation>die Zahl der Kanäle ist offen</translation>
    </message>
    <message>
      <source>the sum is not over the last axis</source>
      <translation>die Summe läuft nicht über die letzte Achse</translation>
    </message>
    <message>
      <source>the whole file</source>
      <translation>die ganze Datei</translation>
    </message>
    <message>
      <source>there is no axis {axis}, or it is the batch</source>
      <translation>eine Achse {axis} gibt es nicht, oder sie ist der Stapel</translation>
    </message>
    <message>
      <source>trigger</source>
      <translation>Auslöser</translation>
    </message>
    <message>
      <source>triggers as large as the features of a class, such as glasses on a face</source>
      <translation>Auslöser, so groß wie die Merkmale einer Klasse, etwa eine Brille im Gesicht</translation>
    </message>
    <message>
      <source>triggers that differ from image to image: warps (WaNet), input-aware ones</source>
      <translation>Auslöser, die von Bild zu Bild anders sind: Verzerrungen (WaNet), eingabeabhängige</translation>
    </message>
    <message>
      <source>triggers that work only on images of some classes</source>
      <translation>Auslöser, die nur auf Bildern mancher Klassen wirken</translation>
    </message>
    <message>
      <source>true or false is needed</source>
      <translation>nötig ist wahr oder falsch</translation>
    </message>
    <message>
      <source>two lists or two tables are needed</source>
      <translation>zwei Listen oder zwei Tabellen werden gebraucht</translation>
    </message>
    <message>
      <source>unlearning</source>
      <translation>Verlernen</translation>
    </message>
    <message>
      <source>unreadable</source>
      <translation>nicht lesbar</translation>
    </message>
    <message>
      <source>unsafe</source>
      <translation>unsicher</translation>
    </message>
    <message>
      <source>up to {epochs} epochs</source>
      <translation>bis zu {epochs} Epochen</translation>
    </message>
    <message>
      <source>values from -1 to 1 spread over 0 to 255</source>
      <translation>Werte von -1 bis 1 auf 0 bis 255 gespreizt</translation>
    </message>
    <message>
      <source>values from 0 to 1 multiplied by 255</source>
      <translation>Werte von 0 bis 1 mit 255 multipliziert</translation>
    </message>
    <message>
      <source>values reach from {low:.7g} to {high:.7g} and were cut to {span}</source>
      <translation>Werte reichen von {low:.7g} bis {high:.7g} und wurden auf {span} begrenzt</translation>
    </message>
    <message>
      <source>verifying</source>
      <translation>Nachprüfen</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>Warnung</translation>
    </message>
    <message>
      <source>weighted entropy (bits)</source>
      <translation>gewichtete Entropie (Bit)</translation>
    </message>
    <message>
      <source>which is added once a network is open</source>
      <translation>die hinzugefügt wird, sobald ein Netz geöffnet ist</translation>
    </message>
    <message>
      <source>without labels</source>
      <translation>ohne Labels</translation>
    </message>
    <message>
      <source>you can choose another</source>
      <translation>Sie können eine andere wählen</translation>
    </message>
    <message>
      <source>{absence} Their attack success is not measured.</source>
      <translation>{absence} Ihr Angriffserfolg wird nicht gemessen.</translation>
    </message>
    <message>
      <source>{before} → {after} of {images}</source>
      <translation>{before} → {after} von {images}</translation>
    </message>
    <message>
      <source>{before} → {after} of {images} clean images</source>
      <translation>{before} → {after} von {images} sauberen Bildern</translation>
    </message>
    <message>
      <source>{before} → {after} of {images} images</source>
      <translation>{before} → {after} von {images} Bildern</translation>
    </message>
    <message>
      <source>{bits} of information at {name}</source>
      <translation>{bits} Information bei {name}</translation>
    </message>
    <message>
      <source>{bits} of weighted entropy</source>
      <translation>{bits} gewichteter Entropie</translation>
    </message>
    <message>
      <source>{change} points</source>
      <translation>{change} Punkte</translation>
    </message>
    <message>
      <source>{channels} channels cannot be divided into {groups} groups</source>
      <translation>{channels} Kanäle lassen sich nicht in {groups} Gruppen teilen</translation>
    </message>
    <message>
      <source>{count:.0f} bytes</source>
      <translation>{count:.0f} Byte</translation>
    </message>
    <message>
      <source>{count:.0f} {unit}</source>
      <translation>{count:.0f} {unit}</translation>
    </message>
    <message>
      <source>{count:.1f} {unit}</source>
      <translation>{count:.1f} {unit}</translation>
    </message>
    <message>
      <source>{count} calibration images cannot guarantee an FRR of {bound:g}; give more clean data or allow a higher FRR.</source>
      <translation>{count} Kalibrierbilder können keine FRR von {bound:g} garantieren; bitte mehr saubere Daten angeben oder eine höhere FRR zulassen.</translation>
    </message>
    <message>
      <source>{count} clean</source>
      <translation>{count} sauber</translation>
    </message>
    <message>
      <source>{count} finished</source>
      <translation>{count} fertig</translation>
    </message>
    <message>
      <source>{count} found</source>
      <translation>{count} gefunden</translation>
    </message>
    <message>
      <source>{count} numbers are needed</source>
      <translation>nötig sind {count} Zahlen</translation>
    </message>
    <message>
      <source>{count} of {all} examined pictures are {old}; {done} to {new}</source>
      <translation>{count} von {all} angesehenen Bildern sind {old}; {done} auf {new}</translation>
    </message>
    <message>
      <source>{count} of {all} pictures left out: {names} (not decoded; save them as PNG)</source>
      <translation>{count} von {all} Bildern weggelassen: {names} (nicht lesbar; als PNG speichern)</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} Bildern</translation>
    </message>
    <message>
      <source>{count} poisoned</source>
      <translation>{count} vergiftet</translation>
    </message>
    <message>
      <source>{count} screened:</source>
      <translation>{count} geprüft:</translation>
    </message>
    <message>
      <source>{declared} declared, {stored} stored</source>
      <translation>{declared} angegeben, {stored} gespeichert</translation>
    </message>
    <message>
      <source>{depth} levels, {size}</source>
      <translation>{depth} Ebenen, {size}</translation>
    </message>
    <message>
      <source>{expected:.1f} % of clean images on average, this one between {low:.1f} % and {high:.1f} % with {sure:.0f} % confidence</source>
      <translation>im Mittel {expected:.1f} % der sauberen Bilder, diese Prüfung zwischen {low:.1f} % und {high:.1f} % mit {sure:.0f} % Sicherheit</translation>
    </message>
    <message>
      <source>{fact}, and GoodNet does not rebuild it yet. Nothing in it is unsafe.</source>
      <translation>{fact}, und GoodNet baut es noch nicht nach. Unsicher ist nichts daran.</translation>
    </message>
    <message>
      <source>{fact}. It needs code from its author, and that code would run here; GoodNet opens only what ships with Keras.</source>
      <translation>{fact}. Das braucht Code seines Autors, und der Code würde hier laufen; GoodNet öffnet nur, was zu Keras gehört.</translation>
    </message>
    <message>
      <source>{fact}; real configs stay far below, and programs that read this one may crash.</source>
      <translation>{fact}; echte Konfigurationen bleiben weit darunter, und Programme, die diese lesen, können abstürzen.</translation>
    </message>
    <message>
      <source>{flagged} of {shown} images of this class were flagged, where {expected} would be if all were clean. A person looked at them and confirmed.</source>
      <translation>{flagged} von {shown} Bildern dieser Klasse wurden gemeldet; wären alle sauber, wären es {expected}. Ein Mensch hat sie angesehen und bestätigt.</translation>
    </message>
    <message>
      <source>{folder} cannot be used for an audit: {reason}.</source>
      <translation>{folder} kann nicht für ein Audit verwendet werden: {reason}.</translation>
    </message>
    <message>
      <source>{folder} could not be made: {reason}.</source>
      <translation>{folder} konnte nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
      <source>{images} clean images</source>
      <translation>{images} sauberen Bildern</translation>
    </message>
    <message>
      <source>{images} images</source>
      <translation>{images} Bilder</translation>
    </message>
    <message>
      <source>{images} images, {overlays} overlays</source>
      <translation>{images} Bilder, {overlays} Überlagerungen</translation>
    </message>
    <message>
      <source>{key} names {text}</source>
      <translation>{key} nennt {text}</translation>
    </message>
    <message>
      <source>{left} and {right} cannot be multiplied</source>
      <translation>{left} und {right} lassen sich nicht multiplizieren</translation>
    </message>
    <message>
      <source>{less:.1f} instead of {sure:.1f} % for class {number}</source>
      <translation>{less:.1f} statt {sure:.1f} % für Klasse {number}</translation>
    </message>
    <message>
      <source>{lost:,} of its weights are infinite or not a number, so the network's answers mean nothing and no repair can be measured.</source>
      <translation>{lost:,} der Gewichte sind unendlich oder keine Zahl; die Antworten des Netzes bedeuten also nichts, und keine Reparatur lässt sich messen.</translation>
    </message>
    <message>
      <source>{member} of {name}</source>
      <translation>{member} in {name}</translation>
    </message>
    <message>
      <source>{model} was refused and not loaded; the findings say why.</source>
      <translation>{model} wurde abgelehnt und nicht geladen; die Befunde sagen, warum.</translation>
    </message>
    <message>
      <source>{name} cannot be opened: {reason}.</source>
      <translation>{name} lässt sich nicht öffnen: {reason}.</translation>
    </message>
    <message>
      <source>{name} cannot be read as HDF5: it is damaged or of an unknown version.</source>
      <translation>{name} ist nicht als HDF5 lesbar: Die Datei ist beschädigt oder von unbekannter Version.</translation>
    </message>
    <message>
      <source>{name} cannot be read as a TFRecord: {error}.</source>
      <translation>{name} lässt sich nicht als TFRecord lesen: {error}.</translation>
    </message>
    <message>
      <source>{name} cannot be read: {reason}.</source>
      <translation>{name} ist nicht lesbar: {reason}.</translation>
    </message>
    <message>
      <source>{name} changed while it was sent; run the command again.</source>
      <translation>{name} hat sich beim Senden geändert; bitte den Befehl noch einmal ausführen.</translation>
    </message>
    <message>
      <source>{name} claims more than {limit} million pixels; use a smaller one.</source>
      <translation>{name} gibt mehr als {limit} Millionen Pixel an; bitte ein kleineres Bild verwenden.</translation>
    </message>
    <message>
      <source>{name} does not give class names: {detail}.</source>
      <translation>{name} liefert keine Klassennamen: {detail}.</translation>
    </message>
    <message>
      <source>{name} does not hold what a .goodnet file holds.</source>
      <translation>{name} enthält nicht, was eine .goodnet-Datei enthält.</translation>
    </message>
    <message>
      <source>{name} does not hold what its votes need.</source>
      <translation>{name} enthält nicht, was die Stimmen brauchen.</translation>
    </message>
    <message>
      <source>{name} does not match its manifest: {member} was changed.</source>
      <translation>{name} stimmt nicht mit seinem Manifest überein: {member} wurde verändert.</translation>
    </message>
    <message>
      <source>{name} does not ship with Keras; a custom class needs code from its author, and that code would run here.</source>
      <translation>{name} gehört nicht zu Keras; eine eigene Klasse braucht Code ihres Autors, und dieser Code würde hier laufen.</translation>
    </message>
    <message>
      <source>{name} gives {picture} two labels; {remedy}.</source>
      <translation>{name} gibt {picture} zwei Labels; {remedy}.</translation>
    </message>
    <message>
      <source>{name} has a manifest that cannot be read.</source>
      <translation>{name} hat ein unlesbares Manifest.</translation>
    </message>
    <message>
      <source>{name} has a manifest that is far too large.</source>
      <translation>{name} hat ein viel zu großes Manifest.</translation>
    </message>
    <message>
      <source>{name} has a manifest with values that make no sense.</source>
      <translation>{name} hat ein Manifest mit unsinnigen Werten.</translation>
    </message>
    <message>
      <source>{name} has a screen that makes no sense.</source>
      <translation>{name} hat eine Prüfung, die keinen Sinn ergibt.</translation>
    </message>
    <message>
      <source>{name} has labels that are not whole numbers from 0 upwards; {remedy}.</source>
      <translation>{name} hat Labels, die keine ganzen Zahlen ab 0 sind; {remedy}.</translation>
    </message>
    <message>
      <source>{name} has labels up to {highest}, but the network has {classes} classes (0 to {last}); give data with its labels, or {remedy}.</source>
      <translation>{name} hat Labels bis {highest}, aber das Netz hat {classes} Klassen (0 bis {last}); Daten mit passenden Labels angeben oder {remedy}.</translation>
    </message>
    <message>
      <source>{name} has no labels; a poisoned set needs the attacker's target as label.</source>
      <translation>{name} hat keine Labels; ein vergifteter Satz braucht das Ziel des Angreifers als Label.</translation>
    </message>
    <message>
      <source>{name} has values from {low:g} to {high:g}; images are {span}.</source>
      <translation>{name} hat Werte von {low:g} bis {high:g}; Bilder haben {span}.</translation>
    </message>
    <message>
      <source>{name} holds an array of shape {shape}, which is not a set of images.</source>
      <translation>{name} enthält ein Array der Form {shape}; das sind keine Bilder.</translation>
    </message>
    <message>
      <source>{name} holds an array of the wrong kind: {member}.</source>
      <translation>{name} enthält ein Array der falschen Art: {member}.</translation>
    </message>
    <message>
      <source>{name} holds calibration classes that make no sense.</source>
      <translation>{name} enthält unsinnige Kalibrier-Klassen.</translation>
    </message>
    <message>
      <source>{name} holds calibration votes that make no sense.</source>
      <translation>{name} enthält unsinnige Kalibrier-Stimmen.</translation>
    </message>
    <message>
      <source>{name} holds images of shape {per_image}, with no axis of channels.</source>
      <translation>{name} enthält Bilder der Form {per_image}, ohne Achse für Kanäle.</translation>
    </message>
    <message>
      <source>{name} holds images of {size} pixels, which is too large.</source>
      <translation>{name} enthält Bilder von {size} Pixeln; das ist zu groß.</translation>
    </message>
    <message>
      <source>{name} holds more than {limit} arrays.</source>
      <translation>{name} enthält mehr als {limit} Arrays.</translation>
    </message>
    <message>
      <source>{name} holds networks and overlays that do not fit each other.</source>
      <translation>{name} enthält Netze und Überlagerungen, die nicht zueinander passen.</translation>
    </message>
    <message>
      <source>{name} holds no architecture; give a JSON config or a model.</source>
      <translation>{name} enthält keine Architektur; bitte eine JSON-Konfiguration oder ein Modell angeben.</translation>
    </message>
    <message>
      <source>{name} holds no images under a usual name such as data; it holds {held}.</source>
      <translation>{name} enthält keine Bilder unter einem üblichen Namen wie data; enthalten ist {held}.</translation>
    </message>
    <message>
      <source>{name} holds no model; it may be a data file, {remedy}.</source>
      <translation>{name} enthält kein Modell; vielleicht ist es eine Datendatei, {remedy}.</translation>
    </message>
    <message>
      <source>{name} holds no pictures ({suffixes}), and no folders of pictures.</source>
      <translation>{name} enthält keine Bilder ({suffixes}) und keine Ordner mit Bildern.</translation>
    </message>
    <message>
      <source>{name} holds no pictures and no folders of classes itself; give one of its folders: {folders}.</source>
      <translation>{name} enthält selbst keine Bilder und keine Ordner von Klassen; bitte einen seiner Ordner angeben: {folders}.</translation>
    </message>
    <message>
      <source>{name} holds no weights in model.weights.h5; save it again.</source>
      <translation>{name} enthält keine Gewichte in model.weights.h5; bitte neu speichern.</translation>
    </message>
    <message>
      <source>{name} holds objects of Python in {key}, and reading them could run code; save the images as a plain array.</source>
      <translation>{name} enthält Python-Objekte in {key}, und sie zu lesen könnte Code ausführen; speichern Sie die Bilder als einfaches Array.</translation>
    </message>
    <message>
      <source>{name} holds only pictures that GoodNet does not decode: {names}; save them as PNG or JPEG.</source>
      <translation>{name} enthält nur Bilder, die GoodNet nicht liest: {names}; bitte als PNG oder JPEG speichern.</translation>
    </message>
    <message>
      <source>{name} holds several model files; give one of them, such as {first}.</source>
      <translation>{name} enthält mehrere Modelldateien; geben Sie eine davon an, etwa {first}.</translation>
    </message>
    <message>
      <source>{name} holds several model files; unpack it and give one of them, such as {first}.</source>
      <translation>{name} enthält mehrere Modelldateien; entpacken Sie es und geben Sie eine davon an, etwa {first}.</translation>
    </message>
    <message>
      <source>{name} holds weights without an architecture; {remedy}, a Keras JSON config or a complete model of the same network.</source>
      <translation>{name} enthält Gewichte ohne Architektur; {remedy}: eine JSON-Konfiguration von Keras oder ein vollständiges Modell desselben Netzes.</translation>
    </message>
    <message>
      <source>{name} holds {dtype} pixels; save it with 8 or 16 bits a channel.</source>
      <translation>{name} enthält Pixel vom Typ {dtype}; bitte mit 8 oder 16 Bit je Kanal speichern.</translation>
    </message>
    <message>
      <source>{name} holds {dtype}; images are numbers, 0 to 255.</source>
      <translation>{name} enthält {dtype}; Bilder sind Zahlen von 0 bis 255.</translation>
    </message>
    <message>
      <source>{name} holds {held} labels for {images} images; {remedy}.</source>
      <translation>{name} enthält {held} Labels für {images} Bilder; {remedy}.</translation>
    </message>
    <message>
      <source>{name} is a SavedModel in a zip file, and that is not supported yet; unpack it and give the folder that holds {file}.</source>
      <translation>{name} ist ein SavedModel in einer ZIP-Datei, und das wird noch nicht unterstützt; entpacken Sie es und geben Sie den Ordner an, der {file} enthält.</translation>
    </message>
    <message>
      <source>{name} is a SavedModel without a config of Keras, and that is not supported yet; where the network was made, save it again with model.save('model.keras'), and open that file.</source>
      <translation>{name} ist ein SavedModel ohne Konfiguration von Keras, und das wird noch nicht unterstützt; speichern Sie das Netz dort, wo es entstand, noch einmal mit model.save('model.keras'), und öffnen Sie diese Datei.</translation>
    </message>
    <message>
      <source>{name} is a config without weights; {remedy}.</source>
      <translation>{name} ist eine Konfiguration ohne Gewichte; {remedy}.</translation>
    </message>
    <message>
      <source>{name} is a damaged .keras file; download or copy it again.</source>
      <translation>{name} ist eine beschädigte .keras-Datei; bitte neu herunterladen oder kopieren.</translation>
    </message>
    <message>
      <source>{name} is a damaged SavedModel: {error}.</source>
      <translation>{name} ist ein beschädigtes SavedModel: {error}.</translation>
    </message>
    <message>
      <source>{name} is a damaged {kind} file; download or copy it again ({error}).</source>
      <translation>{name} ist eine beschädigte {kind}-Datei; bitte neu herunterladen oder kopieren ({error}).</translation>
    </message>
    <message>
      <source>{name} is a folder without an .h5 or .keras file.</source>
      <translation>{name} ist ein Ordner ohne .h5- oder .keras-Datei.</translation>
    </message>
    <message>
      <source>{name} is a link to a file that does not exist.</source>
      <translation>{name} ist eine Verknüpfung zu einer Datei, die es nicht gibt.</translation>
    </message>
    <message>
      <source>{name} is a network, not a set of images.</source>
      <translation>{name} ist ein Netz, kein Satz von Bildern.</translation>
    </message>
    <message>
      <source>{name} is a zip file without a model config; give a .keras file.</source>
      <translation>{name} ist eine Zip-Datei ohne Modellkonfiguration; bitte eine .keras-Datei angeben.</translation>
    </message>
    <message>
      <source>{name} is a {kind} picture, which GoodNet does not decode; save it as PNG or JPEG.</source>
      <translation>{name} ist ein {kind}-Bild, das GoodNet nicht liest; bitte als PNG oder JPEG speichern.</translation>
    </message>
    <message>
      <source>{name} is cut short; download or copy it again.</source>
      <translation>{name} ist abgeschnitten; bitte neu herunterladen oder kopieren.</translation>
    </message>
    <message>
      <source>{name} is damaged inside; download or copy it again.</source>
      <translation>{name} ist innen beschädigt; bitte neu herunterladen oder kopieren.</translation>
    </message>
    <message>
      <source>{name} is damaged: image {index} cannot be read.</source>
      <translation>{name} ist beschädigt: Bild {index} ist nicht lesbar.</translation>
    </message>
    <message>
      <source>{name} is damaged: it cannot be decoded as a picture.</source>
      <translation>{name} ist beschädigt: Es lässt sich nicht als Bild lesen.</translation>
    </message>
    <message>
      <source>{name} is damaged: it is not as long as it says.</source>
      <translation>{name} ist beschädigt: Die Länge stimmt nicht mit der Angabe überein.</translation>
    </message>
    <message>
      <source>{name} is damaged: the separate process that decodes pictures {happened}.</source>
      <translation>{name} ist beschädigt: Der eigene Prozess, der Bilder liest, {happened}.</translation>
    </message>
    <message>
      <source>{name} is damaged: {error}.</source>
      <translation>{name} ist beschädigt: {error}.</translation>
    </message>
    <message>
      <source>{name} is damaged; download or copy it again.</source>
      <translation>{name} ist beschädigt; bitte neu herunterladen oder kopieren.</translation>
    </message>
    <message>
      <source>{name} is not a CSV of file names and labels; {remedy}.</source>
      <translation>{name} ist keine CSV aus Dateinamen und Labels; {remedy}.</translation>
    </message>
    <message>
      <source>{name} is not a PNG, JPEG, BMP, WebP, TIFF, GIF, AVIF, PNM or JPEG 2000 picture.</source>
      <translation>{name} ist kein Bild in PNG, JPEG, BMP, WebP, TIFF, GIF, AVIF, PNM oder JPEG 2000.</translation>
    </message>
    <message>
      <source>{name} is not a data file (.h5, .npz, .npy, .tfrecord), a folder or a picture.</source>
      <translation>{name} ist keine Datendatei (.h5, .npz, .npy, .tfrecord), kein Ordner und kein Bild.</translation>
    </message>
    <message>
      <source>{name} is not a whole .goodnet file.</source>
      <translation>{name} ist keine vollständige .goodnet-Datei.</translation>
    </message>
    <message>
      <source>{name} is not an .npy file, or damaged.</source>
      <translation>{name} ist keine .npy-Datei oder beschädigt.</translation>
    </message>
    <message>
      <source>{name} is not an .npz file, or it is damaged.</source>
      <translation>{name} ist keine .npz-Datei oder beschädigt.</translation>
    </message>
    <message>
      <source>{name} is not an HDF5 file, whatever its name says.</source>
      <translation>{name} ist keine HDF5-Datei, was auch immer ihr Name sagt.</translation>
    </message>
    <message>
      <source>{name} is not an ordinary file; give a file that was saved to disk.</source>
      <translation>{name} ist keine gewöhnliche Datei; bitte eine angeben, die auf der Festplatte gespeichert ist.</translation>
    </message>
    <message>
      <source>{name} is not part of Keras</source>
      <translation>{name} gehört nicht zu Keras</translation>
    </message>
    <message>
      <source>{name} is not supported yet: layer {where}. {what}{more}</source>
      <translation>{name} wird noch nicht unterstützt: Schicht {where}. {what}{more}</translation>
    </message>
    <message>
      <source>{name} is plain arithmetic of TensorFlow or Keras</source>
      <translation>{name} ist einfache Arithmetik von TensorFlow oder Keras</translation>
    </message>
    <message>
      <source>{name} is stored column by column; save it after numpy.ascontiguousarray.</source>
      <translation>{name} ist spaltenweise gespeichert; bitte nach numpy.ascontiguousarray neu speichern.</translation>
    </message>
    <message>
      <source>{name} is {size}, and files above {limit} are not opened.</source>
      <translation>{name} hat {size}, und Dateien über {limit} werden nicht geöffnet.</translation>
    </message>
    <message>
      <source>{name} names {given} classes, but the network has {classes}.</source>
      <translation>{name} nennt {given} Klassen, aber das Netz hat {classes}.</translation>
    </message>
    <message>
      <source>{name} not asked</source>
      <translation>{name} nicht gefragt</translation>
    </message>
    <message>
      <source>{name} ships with Keras</source>
      <translation>{name} gehört zu Keras</translation>
    </message>
    <message>
      <source>{name} unpacks to more than a .goodnet file may.</source>
      <translation>{name} wird entpackt größer, als eine .goodnet-Datei sein darf.</translation>
    </message>
    <message>
      <source>{name} was refused and not loaded: {title} ({where}). {what}</source>
      <translation>{name} wurde abgelehnt und nicht geladen: {title} ({where}). {what}</translation>
    </message>
    <message>
      <source>{name} was refused: it would unpack {stored} to {declared}, out of all proportion.</source>
      <translation>{name} wurde abgelehnt: Entpackt würden aus {stored} {declared}, außer jedem Verhältnis.</translation>
    </message>
    <message>
      <source>{name} was refused: the separate process that reads untrusted files {happened}. The file is damaged or made to attack its reader; do not open it elsewhere.</source>
      <translation>{name} wurde abgelehnt: Der eigene Prozess, der fremde Dateien liest, {happened}. Die Datei ist beschädigt oder soll ihren Leser angreifen; öffnen Sie sie auch anderswo nicht.</translation>
    </message>
    <message>
      <source>{name} was refused: {title} ({where}). {what}</source>
      <translation>{name} wurde abgelehnt: {title} ({where}). {what}</translation>
    </message>
    <message>
      <source>{name} was written by another version of GoodNet, or is damaged.</source>
      <translation>{name} wurde von einer anderen Version von GoodNet geschrieben oder ist beschädigt.</translation>
    </message>
    <message>
      <source>{name} with the places that the BadNet looks at</source>
      <translation>{name} mit den Stellen, auf die das BadNet achtet</translation>
    </message>
    <message>
      <source>{name} {bits}</source>
      <translation>{name} {bits}</translation>
    </message>
    <message>
      <source>{name} {share} right</source>
      <translation>{name} {share} richtig</translation>
    </message>
    <message>
      <source>{name}: {note}</source>
      <translation>{name}: {note}</translation>
    </message>
    <message>
      <source>{number:,}</source>
      <translation>{number:,}</translation>
    </message>
    <message>
      <source>{number} of 255 grey levels (RMS)</source>
      <translation>{number} von 255 Graustufen (RMS)</translation>
    </message>
    <message>
      <source>{number} points</source>
      <translation>{number} Punkte</translation>
    </message>
    <message>
      <source>{number} poisoned</source>
      <translation>{number} vergiftet</translation>
    </message>
    <message>
      <source>{number}, unusual above 2</source>
      <translation>{number}, ungewöhnlich über 2</translation>
    </message>
    <message>
      <source>{number} %</source>
      <translation>{number} %</translation>
    </message>
    <message>
      <source>{number} bits</source>
      <translation>{number} Bit</translation>
    </message>
    <message>
      <source>{one} and {other}</source>
      <translation>{one} und {other}</translation>
    </message>
    <message>
      <source>{one} and {other} name their classes differently, so their labels do not go together; give one of them, or {remedy}.</source>
      <translation>{one} und {other} benennen ihre Klassen verschieden, also passen ihre Labels nicht zusammen; eines davon angeben oder {remedy}.</translation>
    </message>
    <message>
      <source>{order}, as long as {measure} fell by no more than {cost}, of a budget of {budget}.</source>
      <translation>{order}, solange „{measure}“ um höchstens {cost} sank, von einem Budget von {budget}.</translation>
    </message>
    <message>
      <source>{order}, as long as {measure} fell by no more than {cost}.</source>
      <translation>{order}, solange „{measure}“ um höchstens {cost} sank.</translation>
    </message>
    <message>
      <source>{outcome}. Recipe “{recipe}”, {pruned} of {channels} channels pruned, threshold {bits}.</source>
      <translation>{outcome}. Rezept „{recipe}“, {pruned} von {channels} Kanälen gestutzt, Schwelle {bits}.</translation>
    </message>
    <message>
      <source>{output} is a folder; name a file to write.</source>
      <translation>{output} ist ein Ordner; bitte eine zu schreibende Datei angeben.</translation>
    </message>
    <message>
      <source>{output} is an input, and inputs are never written to; name another.</source>
      <translation>{output} ist eine Eingabe, und Eingaben werden nie überschrieben; bitte einen anderen Namen angeben.</translation>
    </message>
    <message>
      <source>{out} is a file; name a folder for the audit.</source>
      <translation>{out} ist eine Datei; bitte einen Ordner für das Audit angeben.</translation>
    </message>
    <message>
      <source>{path} could not be written: {reason}. Nothing was changed.</source>
      <translation>{path} konnte nicht geschrieben werden: {reason}. Nichts wurde geändert.</translation>
    </message>
    <message>
      <source>{path} exists already; name a new folder.</source>
      <translation>{path} gibt es schon; bitte einen neuen Ordner angeben.</translation>
    </message>
    <message>
      <source>{plain} of {layers} are plain Keras layers</source>
      <translation>{plain} von {layers} sind einfache Keras-Schichten</translation>
    </message>
    <message>
      <source>{rank} sides and channels are needed, not {shape}</source>
      <translation>nötig sind {rank} Seiten und Kanäle, nicht {shape}</translation>
    </message>
    <message>
      <source>{shape} cannot lose a side that is not 1</source>
      <translation>{shape} kann keine Seite verlieren, die nicht 1 ist</translation>
    </message>
    <message>
      <source>{shape} cannot take the shape {target}</source>
      <translation>{shape} lässt sich nicht in die Form {target} bringen</translation>
    </message>
    <message>
      <source>{shape} has fewer axes than are taken</source>
      <translation>{shape} hat weniger Achsen, als genommen werden</translation>
    </message>
    <message>
      <source>{shape} has other axes than its equation</source>
      <translation>{shape} hat andere Achsen als ihre Gleichung</translation>
    </message>
    <message>
      <source>{shape} has other axes, or the batch is changed</source>
      <translation>{shape} hat andere Achsen, oder der Stapel von Bildern wird verändert</translation>
    </message>
    <message>
      <source>{share} right at {name}</source>
      <translation>{share} richtig bei {name}</translation>
    </message>
    <message>
      <source>{share} sure</source>
      <translation>zu {share} sicher</translation>
    </message>
    <message>
      <source>{share}, set to keep below {bound:.1f} %</source>
      <translation>{share}, eingestellt auf unter {bound:.1f} %</translation>
    </message>
    <message>
      <source>{side} cannot be divided by {count}</source>
      <translation>{side} lässt sich nicht durch {count} teilen</translation>
    </message>
    <message>
      <source>{sign}{size}</source>
      <translation>{sign}{size}</translation>
    </message>
    <message>
      <source>{span}, as its other images are</source>
      <translation>{span}, wie seine anderen Bilder</translation>
    </message>
    <message>
      <source>{start} to {stop} is outside of {side}</source>
      <translation>{start} bis {stop} liegt außerhalb von {side}</translation>
    </message>
    <message>
      <source>{text} is no height and width from 1 to {most:,} pixels, such as 224x224</source>
      <translation>{text} ist keine Höhe und Breite von 1 bis {most:,} Pixeln, etwa 224x224</translation>
    </message>
    <message>
      <source>{text} is no preprocessing: give {names}, or JSON such as {example}.</source>
      <translation>{text} ist keine Vorverarbeitung: Geben Sie {names} an oder JSON wie {example}.</translation>
    </message>
    <message>
      <source>{value:.2g}</source>
      <translation>{value:.2g}</translation>
    </message>
    <message>
      <source>{value:g}</source>
      <translation>{value:g}</translation>
    </message>
    <message>
      <source>“No backdoor found” is what was measured, not a proof.</source>
      <translation>„Keine Hintertür gefunden“ ist gemessen, nicht bewiesen.</translation>
    </message>
  </context>
</TS>
