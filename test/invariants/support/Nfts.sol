// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC721} from "@openzeppelin/contracts/token/ERC721/ERC721.sol";

contract Nfts is ERC721 {
    constructor() ERC721("Pictures", "PIC") {}

    function mint(address to, uint256 id) external {
        _mint(to, id);
    }
}

/// @dev Says that it moved and did not, or does not let go of what it took; calls somebody back in the midst of a move.
contract HostileNfts is Nfts {
    bool public still;
    bool public stuck;
    bool public failed;
    address private _target;
    bytes private _call;

    function behave(bool still_, bool stuck_) external {
        (still, stuck) = (still_, stuck_);
    }

    function callBack(address target, bytes calldata call) external {
        (_target, _call) = (target, call);
    }

    function transferFrom(address from, address to, uint256 id) public override {
        require(!stuck, "stuck");
        if (_target != address(0)) {
            (bool ok,) = _target.call(_call);
            failed = !ok;
        }
        if (!still) super.transferFrom(from, to, id);
    }
}
