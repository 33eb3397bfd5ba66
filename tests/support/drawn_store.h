// SPDX-FileCopyrightText: The Onggi authors
// SPDX-License-Identifier: GPL-3.0-or-later

// A store drawn as text, for tests of lineage, sizes and removal:
//
//     base:1    = a b          an image with the layers a and b, base first
//     web:1 x:1 = a b c        an image with two tags
//     <none>    = a d          an untagged one
//     web-test @ web:1         a container of web:1
//
// Every layer has 100 content, 1000 tar and 2000 disk bytes unless a line "c: 7 8 9" says otherwise.
#pragma once

#include <algorithm>
#include <map>
#include <sstream>
#include <string>

#include "engine/core/sha256.h"
#include "engine/lineage/store_view.h"

namespace onggi {

class DrawnStore {
public:
    explicit DrawnStore(const std::string& text)
    {
        std::istringstream lines(text);
        for (std::string line; std::getline(lines, line);) {
            std::istringstream stream(line);
            std::vector<std::string> words;
            for (std::string word; stream >> word;)
                words.push_back(word);
            if (!words.empty())
                addLine(words);
        }
    }

    const StoreView& view() const { return m_view; }
    std::size_t image(const std::string& name) const { return m_images.at(name); }
    std::size_t layer(const std::string& name) const { return m_layers.at(name); }

    std::string layerNames(const std::vector<Serial>& serials) const
    {
        std::string names;
        for (const auto& [name, index] : m_layers) {
            const Serial serial = m_view.layers[index].serial;
            if (std::find(serials.begin(), serials.end(), serial) != serials.end())
                names += name;
        }
        return names;
    }

private:
    void addLine(const std::vector<std::string>& words)
    {
        if (words[0].back() == ':' && words.size() == 4)
            setBytes(words);
        else if (words.size() == 3 && words[1] == "@")
            addContainer(words[0], words[2]);
        else
            addImage(words);
    }

    std::size_t layerNamed(const std::string& name)
    {
        const auto [at, isNew] = m_layers.try_emplace(name, m_view.layers.size());
        if (isNew) {
            m_view.layers.push_back({++m_serial, Sha256::of(name), Bytes(100), Bytes(1000),
                                     Bytes(2000), "step " + name});
        }
        return at->second;
    }

    void setBytes(const std::vector<std::string>& words)
    {
        LayerRow& row = m_view.layers[layerNamed(words[0].substr(0, words[0].size() - 1))];
        row.content = Bytes(std::stoull(words[1]));
        row.tar = Bytes(std::stoull(words[2]));
        row.disk = Bytes(std::stoull(words[3]));
    }

    void addImage(const std::vector<std::string>& words)
    {
        const auto equals = std::find(words.begin(), words.end(), "=");
        ImageRow row;
        row.serial = ++m_serial;
        row.id = Sha256::of("image " + std::to_string(m_serial));
        for (auto word = words.begin(); word != equals; ++word) {
            m_images[*word] = m_view.images.size();
            if (*word != "<none>")
                row.tags.push_back(*word);
        }
        for (auto word = equals + 1; word != words.end(); ++word)
            row.layers.push_back(m_view.layers[layerNamed(*word)].serial);
        m_view.images.push_back(std::move(row));
    }

    void addContainer(const std::string& name, const std::string& image)
    {
        ContainerRow row;
        row.serial = ++m_serial;
        row.id = Sha256::of(name).hex();
        row.name = name;
        row.image = m_view.images[m_images.at(image)].serial;
        m_view.containers.push_back(std::move(row));
    }

    StoreView m_view;
    Serial m_serial = 0;
    std::map<std::string, std::size_t> m_images;
    std::map<std::string, std::size_t> m_layers;
};

} // namespace onggi
