// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Communities} from "../../contracts/Communities.sol";
import {Earnings} from "../../contracts/Earnings.sol";
import {Gifts} from "../../contracts/Gifts.sol";
import {Shop} from "../../contracts/Shop.sol";
import {WrappedTokenFactory} from "../../contracts/WrappedTokenFactory.sol";
import {IToken} from "../../contracts/interfaces/IToken.sol";
import {IShop} from "../../contracts/interfaces/IShop.sol";
import {ShopHandler} from "./support/ShopHandler.sol";
import {Test} from "./support/Test.sol";
import {vm} from "./support/Vm.sol";

/// Invariant 3 of docs/INVARIANTS.md, and 1 and 5 with a shop: see README.md, S1 to S6.
/// forge-config: default.invariant.runs = 24
/// forge-config: default.invariant.depth = 200
contract ShopInvariants is Test {
    ShopHandler private _handler;
    Shop private _shop;

    function setUp() external {
        vm.warp(2_208_945_600);
        address operator = address(0xc0);
        Communities communities = new Communities(address(0xf0), operator, address(this), 0, new WrappedTokenFactory());
        Earnings earnings = new Earnings(address(0xf0), operator, communities);
        Gifts gifts = new Gifts(address(0xf0), operator, communities);
        _shop = new Shop(address(0xf0), operator, communities);
        communities.addModule(address(earnings), "Earnings");
        communities.addModule(address(gifts), "Gifts");
        communities.addModule(address(_shop), "Shop");
        _handler = new ShopHandler(communities, earnings, gifts, _shop);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_handler);
    }

    function invariant_1_supplyIsWhatWasIssuedLessWhatWasBurned() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            IToken token = _handler.tokens(i);
            uint256 balances;
            uint256 issued;
            for (uint256 j; j < _handler.MEMBERS(); ++j) {
                balances += token.balanceOf(_handler.memberAt(j));
                issued += token.standingOf(_handler.memberAt(j)).lifetimeEarned;
            }
            assertEq(token.totalSupply(), balances, "supply and balances");
            assertEq(token.totalSupply() + _handler.burned(i), issued + _handler.refunded(i), "supply and burns");
            // With all refunds that could ever be due.
            assertLe(token.totalSupply() + token.refundableBy(address(_shop)), token.supplyCap(), "supply cap");
        }
    }

    function invariant_3_stockAddsUp() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            for (uint256 item = 1; item <= _shop.itemCount(address(_handler.tokens(i))); ++item) {
                IShop.Item memory shelf = _shop.itemOf(address(_handler.tokens(i)), item);
                assertEq(shelf.sold, _handler.out(i, item), "units out");
                if (shelf.left != type(uint32).max) {
                    // What was put in may be negative: what was given back after a Set was not put in.
                    int256 present = int256(uint256(shelf.left)) + int256(uint256(shelf.sold));
                    require(present == _handler.putIn(i, item), "units sold and left are not those put in");
                }
            }
        }
    }

    function invariant_3_receiptsAreWhatWasBoughtAndNotGivenBack() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            for (uint256 item = 1; item <= _shop.itemCount(token); ++item) {
                uint256 receipts;
                uint256 bought;
                for (uint256 j; j < _handler.MEMBERS(); ++j) {
                    receipts += _shop.balanceOf(_handler.memberAt(j), _shop.receiptOf(token, item));
                    bought += _shop.boughtBy(token, item, _handler.memberAt(j));
                }
                assertEq(receipts, _shop.itemOf(token, item).sold, "receipts and units out");
                assertEq(bought, receipts, "members' units");
            }
        }
    }

    function invariant_3_refundsNeverPassWhatWasPaid() external view {
        for (uint256 i; i < _handler.TOKENS(); ++i) {
            address token = address(_handler.tokens(i));
            for (uint256 purchase = 1; purchase <= _shop.purchaseCount(token); ++purchase) {
                IShop.Purchase memory bought = _shop.purchaseOf(token, purchase);
                assertLe(bought.returned, bought.quantity, "a unit was given back twice");
                assertEq(bought.returned, _handler.returnedOf(i, purchase), "units given back");
                assertLe(_handler.refundedOf(i, purchase), uint256(bought.unitPrice) * bought.returned, "refund and price");
                assertLe(bought.used, uint256(bought.uses) * bought.quantity, "uses");
            }
            assertLe(_handler.refunded(i), _handler.burned(i), "refunds and burns");
            assertLe(_handler.due(i), IToken(token).refundableBy(address(_shop)), "due and reserved");
        }
    }

    function invariant_5_communitiesTouchNoneOfEachOther() external view {
        require(!_handler.touchedAnother(), "an act on one community changed another");
    }

    function invariant_dueRefundsAlwaysSucceed() external view {
        require(!_handler.dueRefundFailed(), "a due refund failed");
        require(!_handler.wronglyPaid(), "a refund paid other than it said, or a purchase took other than its price");
        require(!_handler.strangerSucceeded(), "a stranger used a power");
    }
}
