// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "helper/ctl/file_text.h"

#include <limits>

#include <QTest>

#include <nlohmann/json.hpp>

using namespace onggi;
using namespace onggi::ctl;

class TestFileText : public QObject {
    Q_OBJECT

private slots:
    void writesModesAsLsDoes_data()
    {
        QTest::addColumn<int>("type");
        QTest::addColumn<unsigned>("mode");
        QTest::addColumn<QString>("text");
        const auto row = [](NodeType type, unsigned mode, const char* text) {
            QTest::newRow(text) << static_cast<int>(type) << mode << text;
        };
        row(NodeType::Regular, 0644, "-rw-r--r--");
        row(NodeType::Directory, 01777, "drwxrwxrwt");
        row(NodeType::Directory, 01770, "drwxrwx--T");
        row(NodeType::Regular, 04755, "-rwsr-xr-x");
        row(NodeType::Regular, 02644, "-rw-r-Sr--");
        row(NodeType::Symlink, 0777, "lrwxrwxrwx");
        row(NodeType::CharacterDevice, 0600, "crw-------");
        row(NodeType::BlockDevice, 0, "b---------");
        row(NodeType::Fifo, 0666, "prw-rw-rw-");
        row(NodeType::Socket, 0700, "srwx------");
        row(NodeType::Whiteout, 0777, "w---------");
    }
    void writesModesAsLsDoes()
    {
        QFETCH(int, type);
        QFETCH(unsigned, mode);
        QFETCH(QString, text);
        Node node;
        node.type = static_cast<NodeType>(type);
        node.meta.mode = mode;
        QCOMPARE(QString::fromStdString(modeText(node)), text);
    }

    void writesTimesThatACalendarHas()
    {
        QCOMPARE(fileTimeText({0, 0}), std::string("1970-01-01T00:00:00Z"));
        QCOMPARE(fileTimeText({-1, 0}), std::string("1969-12-31T23:59:59Z"));
        QCOMPARE(fileTimeText({std::numeric_limits<std::int64_t>::max(), 0}), std::string("-"));
        QCOMPARE(fileTimeText({std::numeric_limits<std::int64_t>::min(), 0}), std::string("-"));
    }

    void keepsBytesThatAreNoUtf8()
    {
        OrderedJson plain = OrderedJson::object();
        putPath(plain, "/항아리");
        QCOMPARE(plain.size(), std::size_t(1));
        OrderedJson odd = OrderedJson::object();
        putPath(odd, "/\xff");
        QCOMPARE(odd["pathBase64"].get<std::string>(), std::string("L/8="));
    }

    void namesWhiteoutsAsLayersDo()
    {
        Node whiteout;
        whiteout.type = NodeType::Whiteout;
        QCOMPARE(layerPath("/etc/x", whiteout), std::string("/etc/.wh.x"));
        QCOMPARE(layerPath("/etc/x", Node()), std::string("/etc/x"));
    }
};

QTEST_APPLESS_MAIN(TestFileText)
#include "tst_file_text.moc"
