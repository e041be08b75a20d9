// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Minimal soulbound NFTs
/// @notice As https://eips.ethereum.org/EIPS/eip-5192 has it.
interface IERC5192 {
    event Locked(uint256 tokenId);
    event Unlocked(uint256 tokenId);

    /// @notice Whether the badge cannot be moved. Reverts for one that does not exist.
    function locked(uint256 tokenId) external view returns (bool);
}
