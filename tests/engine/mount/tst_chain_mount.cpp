// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// What is compared before a chain index is given to the kernel. That it mounts is seen where
// containers run.

#include "engine/mount/chain_mount.h"

#include <fcntl.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <QTest>

#include "engine/core/error.h"
#include "engine/core/sha256.h"
#include "engine/layer/erofs_writer.h"
#include "engine/layer/tree.h"

using namespace onggi;

class TestChainMount : public QObject {
    Q_OBJECT

    QTemporaryDir m_directory;
    ChainFiles m_chain;
    std::vector<Fd> m_devices;

    std::string path(const char* name) const { return m_directory.filePath(name).toStdString(); }

    std::string answer(const ChainFiles& chain, std::span<const Fd> devices) const
    {
        try {
            checkChain(openFile(chain.index, O_RDONLY).get(), chain, devices);
        } catch (const Error& error) {
            return std::string(codeName(error.code())) + ": " + error.subject();
        }
        return "fits";
    }

private slots:
    void init()
    {
        m_devices.clear();
        m_chain = {Sha256::of("chain"), path("index"), {}};
        std::vector<DeviceSlot> devices;
        for (const char* name : {"base", "top"}) {
            const Digest diffId = Sha256::of(name);
            devices.push_back({diffId.hex(), 4});
            m_chain.devices.push_back({diffId, path(name)});
            m_devices.push_back(openFile(path(name), O_RDWR | O_CREAT | O_TRUNC));
            QCOMPARE(::ftruncate(m_devices.back().get(), 4 * 512), 0);
        }
        std::string index;
        writeErofs(
            Tree(), devices, [](std::uint32_t, std::uint64_t, std::span<std::byte>) {}, "chain", {},
            [&](std::span<const std::byte> bytes) {
                index.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
            });
        writeFully(openFile(m_chain.index, O_WRONLY | O_CREAT | O_TRUNC).get(), index, "index");
    }

    void anIndexThatFitsIsTaken() { QCOMPARE(answer(m_chain, m_devices), "fits"); }

    void otherLayersAreRefused()
    {
        std::swap(m_chain.devices[0].diffId, m_chain.devices[1].diffId);
        QCOMPARE(answer(m_chain, m_devices), "store.corrupt: " + m_chain.index);
    }

    void anotherNumberOfLayersIsRefused()
    {
        m_chain.devices.pop_back();
        m_devices.pop_back();
        QCOMPARE(answer(m_chain, m_devices), "store.corrupt: " + m_chain.index);
    }

    void aTarOfAnotherLengthIsRefused()
    {
        QCOMPARE(::ftruncate(m_devices[1].get(), 3 * 512), 0);
        QCOMPARE(answer(m_chain, m_devices), "store.corrupt: " + path("top"));
    }

    void whatIsNoIndexIsRefused()
    {
        QCOMPARE(::truncate(m_chain.index.c_str(), 1024), 0);
        QCOMPARE(answer(m_chain, m_devices), "store.corrupt: " + m_chain.index);
    }
};

QTEST_GUILESS_MAIN(TestChainMount)
#include "tst_chain_mount.moc"
