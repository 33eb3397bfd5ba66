<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>onggi::ActivityPage</name>
    <message numerus="yes">
        <source>%n running</source>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n ended</source>
        <translation>
            <numerusform>%n ended</numerusform>
            <numerusform>%n ended</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ContainerOverview</name>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ContainersPage</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n container(s)</source>
        <translation>
            <numerusform>%n container</numerusform>
            <numerusform>%n containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n running</source>
        <extracomment>containers</extracomment>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <extracomment>containers</extracomment>
        <translation>
            <numerusform>%n stopped</numerusform>
            <numerusform>%n stopped</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::DeleteDialog</name>
    <message numerus="yes">
        <source>%n kept because something needs it.</source>
        <translation>
            <numerusform>%n is kept because something needs it.</numerusform>
            <numerusform>%n are kept because something needs them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n can be deleted now</source>
        <translation>
            <numerusform>%n can be deleted now</numerusform>
            <numerusform>%n can be deleted now</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::Deletion</name>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <translation>
            <numerusform>Delete %n image</numerusform>
            <numerusform>Delete %n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n image(s)</source>
        <comment>button</comment>
        <translation>
            <numerusform>Delete %n image</numerusform>
            <numerusform>Delete %n images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::Format</name>
    <message numerus="yes">
        <source>%1 bytes</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s) ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s) ago</source>
        <translation>
            <numerusform>%n hour ago</numerusform>
            <numerusform>%n hours ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n week(s) ago</source>
        <translation>
            <numerusform>%n week ago</numerusform>
            <numerusform>%n weeks ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n month(s) ago</source>
        <translation>
            <numerusform>%n month ago</numerusform>
            <numerusform>%n months ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n year(s) ago</source>
        <translation>
            <numerusform>%n year ago</numerusform>
            <numerusform>%n years ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::FreeDialog</name>
    <message numerus="yes">
        <source>%n image(s) stay for these containers: %1</source>
        <extracomment>%1: names of containers</extracomment>
        <translation>
            <numerusform>%n image stays for these containers: %1</numerusform>
            <numerusform>%n images stay for these containers: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::Graph</name>
    <message numerus="yes">
        <source>%n step(s)</source>
        <translation>
            <numerusform>%n step</numerusform>
            <numerusform>%n steps</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <extracomment>containers below a node of the graph</extracomment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::GraphView</name>
    <message numerus="yes">
        <source>%n made from it</source>
        <extracomment>nodes of the graph, read aloud</extracomment>
        <translation>
            <numerusform>%n made from it</numerusform>
            <numerusform>%n made from it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <extracomment>nodes of the graph, read aloud</extracomment>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ImageOverview</name>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ImageTree</name>
    <message numerus="yes">
        <source>Intermediate images: %n, already counted in the images above</source>
        <translation>
            <numerusform>Intermediate images: %n, already counted in the images above</numerusform>
            <numerusform>Intermediate images: %n, already counted in the images above</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::ImagesPage</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::JobResult</name>
    <message numerus="yes">
        <source>%n layer(s) taken over there</source>
        <extracomment>layers that the registry has in another repository</extracomment>
        <translation>
            <numerusform>%n layer taken over there</numerusform>
            <numerusform>%n layers taken over there</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::JobText</name>
    <message numerus="yes">
        <source>%n transfer(s)</source>
        <translation>
            <numerusform>%n transfer</numerusform>
            <numerusform>%n transfers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::KeptBy</name>
    <message numerus="yes">
        <source>%n container(s)</source>
        <extracomment>that keep an image from being deleted</extracomment>
        <translation>
            <numerusform>%n container</numerusform>
            <numerusform>%n containers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) made from it</source>
        <translation>
            <numerusform>%n image made from it</numerusform>
            <numerusform>%n images made from it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s) made from them</source>
        <translation>
            <numerusform>%n image made from them</numerusform>
            <numerusform>%n images made from them</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LineagePage</name>
    <message numerus="yes">
        <source>Made of: %n layer(s), %1</source>
        <translation>
            <numerusform>Made of: %n layer, %1</numerusform>
            <numerusform>Made of: %n layers, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Made from it: %n image(s), %1</source>
        <translation>
            <numerusform>Made from it: %n image, %1</numerusform>
            <numerusform>Made from it: %n images, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n found</source>
        <translation>
            <numerusform>%n found</numerusform>
            <numerusform>%n found</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected</source>
        <translation>
            <numerusform>%n selected</numerusform>
            <numerusform>%n selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LineageStatus</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LoadTable</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LoadText</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>%1 is a list of names</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s) here (%1)</source>
        <translation>
            <numerusform>%n layer here (%1)</numerusform>
            <numerusform>%n layers here (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new layer(s) (%1)</source>
        <translation>
            <numerusform>%n new layer (%1)</numerusform>
            <numerusform>%n new layers (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n new tag(s)</source>
        <translation>
            <numerusform>%n new tag</numerusform>
            <numerusform>%n new tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>moves %n tag(s)</source>
        <translation>
            <numerusform>moves %n tag</numerusform>
            <numerusform>moves %n tags</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>here: %1 and %n more image(s)</source>
        <extracomment>%1: an image that has the layer</extracomment>
        <translation>
            <numerusform>here: %1 and %n more image</numerusform>
            <numerusform>here: %1 and %n more images</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::LogPanel</name>
    <message numerus="yes">
        <source>%Ln line(s)</source>
        <translation>
            <numerusform>%Ln line</numerusform>
            <numerusform>%Ln lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::MainWindow</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <extracomment>of the machine, found by the health check</extracomment>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::PullTable</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::PullText</name>
    <message numerus="yes">
        <source>%n layer(s) here (%1)</source>
        <extracomment>%1: their bytes</extracomment>
        <translation>
            <numerusform>%n layer here (%1)</numerusform>
            <numerusform>%n layers here (%1)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to download (%1)</source>
        <extracomment>layers; %1: their bytes</extracomment>
        <translation>
            <numerusform>%n to download (%1)</numerusform>
            <numerusform>%n to download (%1)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::PushDialog</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::Removal</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <extracomment>a name, and how many others there are beside it</extracomment>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted</source>
        <translation>
            <numerusform>%n selected: %1 freed if deleted</numerusform>
            <numerusform>%n selected: %1 freed if deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n selected: %1 freed if deleted, kept by %2</source>
        <translation>
            <numerusform>%n selected: %1 freed if deleted, kept by %2</numerusform>
            <numerusform>%n selected: %1 freed if deleted, kept by %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>delete %n layer(s)</source>
        <translation>
            <numerusform>delete %n layer</numerusform>
            <numerusform>delete %n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>untag and delete %n layer(s)</source>
        <translation>
            <numerusform>untag and delete %n layer</numerusform>
            <numerusform>untag and delete %n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::RemoveContainersDialog</name>
    <message numerus="yes">
        <source>Remove %n container(s)</source>
        <translation>
            <numerusform>Remove %n container</numerusform>
            <numerusform>Remove %n containers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::RunGroups</name>
    <message numerus="yes">
        <source>%n of your own</source>
        <extracomment>environment variables</extracomment>
        <translation>
            <numerusform>%n of your own</numerusform>
            <numerusform>%n of your own</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n from the image</source>
        <extracomment>environment variables</extracomment>
        <translation>
            <numerusform>%n from the image</numerusform>
            <numerusform>%n from the image</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n process(es)</source>
        <translation>
            <numerusform>%n process</numerusform>
            <numerusform>%n processes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::SaveDialog</name>
    <message numerus="yes">
        <source>%n image(s)</source>
        <translation>
            <numerusform>%n image</numerusform>
            <numerusform>%n images</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::StackView</name>
    <message numerus="yes">
        <source>%n layer(s)</source>
        <translation>
            <numerusform>%n layer</numerusform>
            <numerusform>%n layers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>shared with %n</source>
        <translation>
            <numerusform>shared with %n</numerusform>
            <numerusform>shared with %n</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>onggi::Tray</name>
    <message numerus="yes">
        <source>%n running</source>
        <comment>containers</comment>
        <translation>
            <numerusform>%n running</numerusform>
            <numerusform>%n running</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stopped</source>
        <comment>containers</comment>
        <translation>
            <numerusform>%n stopped</numerusform>
            <numerusform>%n stopped</numerusform>
        </translation>
    </message>
</context>
</TS>
