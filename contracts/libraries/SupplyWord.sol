// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title A token's supply word
/// @dev Low to high: total:96 | day:16 | issued:48 | outflow:48 | paused:1 | grace:1. `issued` and `outflow` are earning
/// units of `day`; `grace` is the streak rule of the latest settlement, so that standing can be read without the policy.
library SupplyWord {
    uint256 internal constant PAUSED = 1 << 208;
    uint256 internal constant GRACE = 1 << 209;

    uint256 private constant TOTAL = type(uint96).max;

    /// @dev The word as of `day`.
    function roll(uint256 word, uint256 day) internal pure returns (uint256) {
        return uint16(word >> 96) == day ? word : (word & (TOTAL | PAUSED | GRACE)) | (day << 96);
    }

    /// @dev No field runs over: callers clip to the supply cap (below 2^96) and the community's day cap (below 2^48).
    function issue(uint256 word, uint256 units, uint256 unit) internal pure returns (uint256) {
        unchecked {
            return word + units * ((1 << 112) | unit);
        }
    }

    function addOutflow(uint256 word, uint256 units) internal pure returns (uint256) {
        unchecked {
            return word + (units << 160);
        }
    }

    function total(uint256 word) internal pure returns (uint256) {
        return word & TOTAL;
    }

    function issued(uint256 word) internal pure returns (uint256) {
        return uint48(word >> 112);
    }

    function outflow(uint256 word) internal pure returns (uint256) {
        return uint48(word >> 160);
    }

    function paused(uint256 word) internal pure returns (bool) {
        return word & PAUSED != 0;
    }

    function grace(uint256 word) internal pure returns (bool) {
        return word & GRACE != 0;
    }
}
