// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {BitMaps} from "@openzeppelin/contracts/utils/structs/BitMaps.sol";

/// @notice What being settled is compared with: the usual distribution, in which each member claims with a proof.
contract MerkleClaim is ERC20("Plain", "PLN") {
    using BitMaps for BitMaps.BitMap;

    bytes32 public root;
    BitMaps.BitMap private _claimed;

    /// @dev A new root is a new round.
    function open(bytes32 newRoot, uint256 firstIndex, uint256 total) external {
        root = newRoot;
        // The bit before the first of this round: so that no claim pays for a fresh word of marks.
        _claimed.set(firstIndex);
        _mint(address(this), total);
    }

    function claim(uint256 index, address account, uint256 amount, bytes32[] calldata proof) external {
        require(!_claimed.get(index), "claimed");
        bytes32 leaf = keccak256(bytes.concat(keccak256(abi.encode(index, account, amount))));
        require(MerkleProof.verifyCalldata(proof, root, leaf), "proof");
        _claimed.set(index);
        _transfer(address(this), account, amount);
    }
}
